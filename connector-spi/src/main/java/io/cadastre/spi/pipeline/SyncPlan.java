package io.cadastre.spi.pipeline;

import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Loadable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a sync loads, in which order. Pure data: it can be printed and compared. One instruction comes after the other,
 * unless they are {@link #concurrent}.
 *
 * {@snippet :
 * SyncPlan.of(
 *         forRoot(AcmeWorkspace.TYPE).loadCollection(AcmeWorkspace.PROJECTS),
 *         concurrent(
 *                 forAll(AcmeProject.TYPE).loadCollection(AcmeProject.TASKS),
 *                 forAll(AcmeProject.TYPE).loadFields(AcmeProject.DESCRIPTION)))
 * }
 *
 * @param instructions what is done; may be empty
 */
public record SyncPlan(List<Instruction> instructions) {
    public SyncPlan {
        instructions = List.copyOf(instructions);
    }

    public static SyncPlan of(Instruction... instructions) {
        return new SyncPlan(List.of(instructions));
    }

    /** One thing to do. */
    public sealed interface Instruction {}

    /**
     * For whom something is loaded.
     *
     * @param type their type
     * @param kind which of that type
     * @param ref the only one; for {@link Kind#ONE}
     * @param <E> the holder class of the entity type
     */
    public record Selection<E>(EntityType<E> type, Kind kind, List<EntityRef<E>> ref) {
        /** Which entities of a type. */
        public enum Kind {
            ROOT,
            ONE,
            ALL
        }

        public Selection {
            ref = List.copyOf(ref);
        }

        /** Loads fields and links of each; one call per loader and entity, however many it fills. */
        @SafeVarargs
        @SuppressWarnings("varargs")
        public final Instruction loadFields(Loadable<E>... members) {
            return new LoadFields<>(this, List.of(members));
        }

        /** Lists the collection of each. */
        public Instruction loadCollection(CollectionField<E, ?> field) {
            return new LoadCollection<>(this, field);
        }

        @Override
        public String toString() {
            return switch (kind) {
                case ROOT -> "for root " + type;
                case ALL -> "for all " + type;
                case ONE -> "for " + type + " '" + ref.getFirst().key() + "'";
            };
        }
    }

    /**
     * Loads fields.
     *
     * @param selection for whom
     * @param members which
     * @param <E> the holder class of the entity type
     */
    public record LoadFields<E>(Selection<E> selection, List<Loadable<E>> members) implements Instruction {
        public LoadFields {
            members = List.copyOf(members);
        }

        @Override
        public String toString() {
            return selection + " load " + members.stream().map(Loadable::name).collect(Collectors.joining(", "));
        }
    }

    /**
     * Lists a collection.
     *
     * @param selection for whom
     * @param field which
     * @param <E> the holder class of the entity type
     */
    public record LoadCollection<E>(Selection<E> selection, CollectionField<E, ?> field) implements Instruction {
        @Override
        public String toString() {
            return selection + " list " + field.name();
        }
    }

    /**
     * Does several things at the same time.
     *
     * @param instructions what; may be empty, may hold further groups
     */
    public record Concurrent(List<Instruction> instructions) implements Instruction {
        public Concurrent {
            instructions = List.copyOf(instructions);
        }

        @Override
        public String toString() {
            return instructions.stream().map(Object::toString).collect(Collectors.joining("; ", "{ ", " }"));
        }
    }

    /** For the entities that the seeder stored. */
    public static <E> Selection<E> forRoot(EntityType<E> type) {
        return new Selection<>(type, Selection.Kind.ROOT, List.of());
    }

    /** For all entities of a type that the sync has collected by then. */
    public static <E> Selection<E> forAll(EntityType<E> type) {
        return new Selection<>(type, Selection.Kind.ALL, List.of());
    }

    /** For one entity that is known by its key. */
    public static <E> Selection<E> forOne(EntityRef<E> ref) {
        return new Selection<>(ref.type(), Selection.Kind.ONE, List.of(ref));
    }

    /** At the same time. */
    public static Instruction concurrent(Instruction... instructions) {
        return new Concurrent(List.of(instructions));
    }

    /** At the same time, where what there is to do depends on settings. */
    public static Instruction concurrent(List<? extends Instruction> instructions) {
        return new Concurrent(List.copyOf(instructions));
    }

    /** One line for each instruction. */
    @Override
    public String toString() {
        return instructions.stream().map(Object::toString).collect(Collectors.joining("\n"));
    }
}
