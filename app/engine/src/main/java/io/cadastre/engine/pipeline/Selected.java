package io.cadastre.engine.pipeline;

import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.pipeline.SyncPlan.Selection;
import java.util.stream.Stream;

/** The entities that an instruction of a plan is for. */
final class Selected {
    private Selected() {}

    /** Streamed from staging. To be closed. */
    static <E> Stream<EntityRef<E>> by(Selection<E> selection, HostStep step) {
        return switch (selection.kind()) {
            case ONE -> selection.ref().stream();
            case ALL, ROOT -> step.keys(selection.type()).map(selection.type()::ref);
        };
    }

    /** What tells an instruction for one entity from one for all. */
    static String suffix(Selection<?> selection) {
        return selection.kind() == Selection.Kind.ONE
                ? "[" + selection.ref().getFirst().key() + "]"
                : "";
    }
}
