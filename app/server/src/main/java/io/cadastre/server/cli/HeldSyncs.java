package io.cadastre.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Syncs whose deletions wait for approval, as the server knows them. */
final class HeldSyncs {
    private final ApiClient api;

    HeldSyncs(ApiClient api) {
        this.api = api;
    }

    /** Those that somebody can decide about: of each installation the newest, if nobody has. */
    List<JsonNode> waiting() {
        List<JsonNode> waiting = new ArrayList<>();
        Set<String> installations = new HashSet<>();
        for (JsonNode sync : api.get("/syncs?state=held&limit=1000").path("items")) {
            if (installations.add(sync.path("installation").asText())
                    && sync.path("heldDecision").isNull()
                    && list(sync.path("id").asText(), null, 1)
                            .path("supersededBy")
                            .isNull()) {
                waiting.add(sync);
            }
        }
        return waiting;
    }

    /** The sync of that id, or the last of that installation that held something. */
    JsonNode named(String syncOrInstallation) {
        Optional<JsonNode> installation = api.findInstallation(syncOrInstallation);
        if (installation.isEmpty()) {
            return api.get("/syncs/" + ApiClient.segment(syncOrInstallation));
        }
        JsonNode held = api.get("/syncs?state=held&limit=1&installation="
                        + installation.get().path("id").asText())
                .path("items");
        if (held.isEmpty()) {
            throw new CommandException(ExitCode.FAILED, "No sync of '" + syncOrInstallation + "' has held a deletion.");
        }
        return held.get(0);
    }

    /**
     * A list that somebody can decide about.
     *
     * @param sync the sync that holds it
     * @param words what is on it, as people say it
     */
    record Undecided(String sync, String words) {}

    /**
     * The list of that sync, or the last of that installation.
     *
     * @throws CommandException if nobody can decide about it any more: that is said before anybody is asked
     */
    Undecided undecided(String syncOrInstallation) {
        JsonNode sync = named(syncOrInstallation);
        String id = sync.path("id").asText();
        JsonNode list = list(id, null, 1);
        boolean held = sync.path("state").asText().equals("HELD");
        if (!held
                || list.path("decision").isObject()
                || list.path("supersededBy").isTextual()) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "Nothing of sync " + id + " waits for approval. "
                            + (held
                                    ? standing(id, list)
                                    : "It is " + sync.path("state").asText() + "."));
        }
        return new Undecided(id, words(list.path("counts")));
    }

    /** What a sync holds, its first part. */
    JsonNode list(String sync, @Nullable String type, int limit) {
        return api.get("/syncs/" + ApiClient.segment(sync) + "/held?limit=" + limit
                + (type == null ? "" : "&type=" + ApiClient.segment(type)));
    }

    /** Decides; gives the sync as it is then. */
    JsonNode decide(String sync, String decision) {
        return api.post("/syncs/" + ApiClient.segment(sync) + "/held", Map.of("decision", decision));
    }

    /** What is held, as people say it. */
    static String words(JsonNode counts) {
        List<String> words = new ArrayList<>();
        for (JsonNode count : counts) {
            long along = count.path("along").asLong();
            words.add("%,d of %,d %s"
                    .formatted(
                            count.path("count").asLong() + along,
                            count.path("of").asLong(),
                            count.path("type").asText()));
        }
        return words.isEmpty() ? "nothing is held" : String.join(", ", words);
    }

    /** Whether somebody can decide, and how. */
    static String standing(String sync, JsonNode list) {
        JsonNode decision = list.path("decision");
        if (decision.isObject()) {
            return "Decided by " + decision.path("by").asText() + " at "
                    + decision.path("at").asText() + ": "
                    + decision.path("decision").asText() + ".";
        }
        if (list.path("supersededBy").isTextual()) {
            String newer = list.path("supersededBy").asText();
            return "Sync " + newer + " looked again since; 'cadastre held " + newer + "' shows what it holds.";
        }
        return list.path("counts").isEmpty()
                ? ""
                : "'cadastre held approve " + sync + "' deletes it, 'cadastre held reject " + sync + "' keeps it.";
    }
}
