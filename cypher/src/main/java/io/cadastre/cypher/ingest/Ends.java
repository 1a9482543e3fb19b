package io.cadastre.cypher.ingest;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which entities of the installation will be there when a sync is published (I3). */
final class Ends {
    private final CurrentGraph current;
    private final StagedGraph staged;
    private final ChangeSpool spool;

    Ends(CurrentGraph current, StagedGraph staged, ChangeSpool spool) {
        this.current = current;
        this.staged = staged;
        this.spool = spool;
    }

    /** Those of the entities that will be there. One that this sync deletes counts as missing. */
    Set<String> there(List<String> ids) {
        Set<String> there = new LinkedHashSet<>();
        Set<String> unseen = new LinkedHashSet<>();
        for (String id : ids) {
            if (staged.contains(id)) {
                there.add(id);
            } else if (!id.isEmpty()) {
                unseen.add(id);
            }
        }
        if (!unseen.isEmpty()) {
            Map<String, CurrentGraph.Description> inGraph = current.describeEntities(unseen);
            inGraph.keySet().stream().filter(id -> !spool.deletes(id)).forEach(there::add);
        }
        return there;
    }
}
