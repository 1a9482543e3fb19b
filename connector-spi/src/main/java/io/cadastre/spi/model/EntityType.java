package io.cadastre.spi.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A kind of entity that a connector emits, with its fields and links. Declared once, as constants of a holder class:
 *
 * {@snippet :
 * public final class AcmeUser {
 *     public static final EntityType<AcmeUser> TYPE =
 *             EntityType.<AcmeUser>named("acme_user").classes(EntityClass.USER).keyed("id");
 *     public static final Field<AcmeUser, String> EMAIL = TYPE.string("email");
 * }
 * }
 *
 * <p>The methods that declare members are called while the holder class initialises, by one thread; afterwards the type
 * does not change.
 *
 * @param <E> the holder class; only there to keep the fields of different types apart
 */
public final class EntityType<E> implements Output {
    private static final Pattern TYPE_NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
    private static final Pattern FIELD_NAME = Pattern.compile("[a-z][A-Za-z0-9]{0,62}");

    /** See {@link Match#name}; here, since an interface hides nothing. */
    static final Pattern MATCH_NAME = Pattern.compile("(?<type>" + TYPE_NAME + ")\\(_key\\)|(?<each>" + Match.EACH
            + ")?(?<class>[A-Z][A-Za-z0-9]{0,62})\\((?:(?<property>" + FIELD_NAME + ")|lower\\((?<lower>" + FIELD_NAME
            + ")\\)|any\\((?<any>" + FIELD_NAME + ")\\))\\)");

    private final String name;
    private final List<EntityClass> classes;
    private final String keyedBy;
    private final Map<String, Member<E>> members = new LinkedHashMap<>();

    private EntityType(String name, List<EntityClass> classes, String keyedBy) {
        this.name = name;
        this.classes = List.copyOf(classes);
        this.keyedBy = keyedBy;
    }

    /** Starts a type. The name is lower snake case and begins with the connector's namespace. */
    public static <E> Declaration<E> named(String name) {
        if (!TYPE_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not an entity type name: '" + name + "'. Use lower_snake_case.");
        }
        return new Declaration<>(name, List.of());
    }

    /**
     * A type about to be declared.
     *
     * @param name the type's name
     * @param classes its classes so far
     * @param <E> the holder class
     */
    public record Declaration<E>(String name, List<EntityClass> classes) {
        public Declaration {
            classes = List.copyOf(classes);
        }

        /** What entities of this type are, in the shared vocabulary. */
        public Declaration<E> classes(EntityClass... values) {
            return new Declaration<>(name, List.of(values));
        }

        /**
         * Ends the declaration.
         *
         * @param keyedBy what in the source makes the key, for people
         */
        public EntityType<E> keyed(String keyedBy) {
            return new EntityType<>(name, classes, keyedBy);
        }
    }

    public String name() {
        return name;
    }

    /** The label of its nodes beside those of its classes: the name in PascalCase. */
    public String label() {
        return labelOf(name);
    }

    /** The label of the nodes of a type. */
    static String labelOf(String typeName) {
        StringBuilder label = new StringBuilder();
        for (String word : typeName.split("_")) {
            label.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
        }
        return label.toString();
    }

    public List<EntityClass> classes() {
        return classes;
    }

    /** What in the source makes the key, for people. */
    public String keyedBy() {
        return keyedBy;
    }

    /** Points to an entity of this type. */
    public EntityRef<E> ref(String key) {
        return new EntityRef<>(this, key);
    }

    /** Starts what one call knows about an entity of this type. */
    public EntityInput.Builder<E> input(String key) {
        return EntityInput.of(this, key);
    }

    /** The declared members in the order of their declaration. */
    public List<Member<E>> members() {
        return List.copyOf(members.values());
    }

    /** The declared field of that name. */
    @SuppressWarnings("unchecked")
    public Optional<Field<E, ?>> field(String fieldName) {
        return members.get(fieldName) instanceof Field<?, ?> field
                ? Optional.of((Field<E, ?>) field)
                : Optional.empty();
    }

    public List<Field<E, ?>> fields() {
        List<Field<E, ?>> fields = new ArrayList<>();
        for (Member<E> member : members.values()) {
            if (member instanceof Field<E, ?> field) {
                fields.add(field);
            }
        }
        return fields;
    }

    /** The declared link to one other entity of that name. */
    @SuppressWarnings("unchecked")
    public Optional<RefField<E, ?>> refField(String linkName) {
        return members.get(linkName) instanceof RefField<?, ?> link
                ? Optional.of((RefField<E, ?>) link)
                : Optional.empty();
    }

    /** The declared link into other installations of that name. */
    @SuppressWarnings("unchecked")
    public Optional<MatchField<E>> matchField(String linkName) {
        return members.get(linkName) instanceof MatchField<?> link
                ? Optional.of((MatchField<E>) link)
                : Optional.empty();
    }

    public List<MatchField<E>> matchFields() {
        List<MatchField<E>> links = new ArrayList<>();
        for (Member<E> member : members.values()) {
            if (member instanceof MatchField<E> link) {
                links.add(link);
            }
        }
        return links;
    }

    public List<Link<E, ?>> links() {
        List<Link<E, ?>> links = new ArrayList<>();
        for (Member<E> member : members.values()) {
            if (member instanceof Link<E, ?> link) {
                links.add(link);
            }
        }
        return links;
    }

    /** What a loader can tell of an entity of this type: its fields, and its links to one other. */
    public Set<Loadable<E>> loadables() {
        return loadablesExcept();
    }

    /** All {@link #loadables} but those, which another loader tells or nobody. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final Set<Loadable<E>> loadablesExcept(Loadable<E>... without) {
        Set<Loadable<E>> loadables = new LinkedHashSet<>();
        for (Member<E> member : members.values()) {
            if (member instanceof Loadable<E> loadable) {
                loadables.add(loadable);
            }
        }
        List.of(without).forEach(loadables::remove);
        return Collections.unmodifiableSet(loadables);
    }

    public Field<E, String> string(String fieldName, FieldOption... options) {
        return declare(fieldName, FieldKind.of(ScalarKind.STRING), Set.of(), options);
    }

    public Field<E, Long> integer(String fieldName, FieldOption... options) {
        return declare(fieldName, FieldKind.of(ScalarKind.INTEGER), Set.of(), options);
    }

    public Field<E, Double> decimal(String fieldName, FieldOption... options) {
        return declare(fieldName, FieldKind.of(ScalarKind.DECIMAL), Set.of(), options);
    }

    public Field<E, Boolean> bool(String fieldName, FieldOption... options) {
        return declare(fieldName, FieldKind.of(ScalarKind.BOOL), Set.of(), options);
    }

    public Field<E, java.time.Instant> instant(String fieldName, FieldOption... options) {
        return declare(fieldName, FieldKind.of(ScalarKind.INSTANT), Set.of(), options);
    }

    public Field<E, java.time.LocalDate> date(String fieldName, FieldOption... options) {
        return declare(fieldName, FieldKind.of(ScalarKind.DATE), Set.of(), options);
    }

    /** A string out of a closed set. */
    public Field<E, String> enumeration(String fieldName, Set<String> allowed, FieldOption... options) {
        return declare(fieldName, FieldKind.of(ScalarKind.ENUMERATION), allowed, options);
    }

    /** Nested data, kept as one JSON text. */
    public Field<E, String> json(String fieldName, FieldOption... options) {
        return declare(fieldName, FieldKind.of(ScalarKind.JSON), Set.of(), options);
    }

    public Field<E, List<String>> strings(String fieldName, FieldOption... options) {
        return declare(fieldName, FieldKind.listOf(ScalarKind.STRING), Set.of(), options);
    }

    public Field<E, List<Long>> integers(String fieldName, FieldOption... options) {
        return declare(fieldName, FieldKind.listOf(ScalarKind.INTEGER), Set.of(), options);
    }

    public Field<E, List<Double>> decimals(String fieldName, FieldOption... options) {
        return declare(fieldName, FieldKind.listOf(ScalarKind.DECIMAL), Set.of(), options);
    }

    /** A link to at most one entity. */
    public <T> RefField<E, T> ref(
            String linkName,
            Supplier<EntityType<T>> target,
            Verb verb,
            Direction direction,
            LinkProperty<?>... properties) {
        return register(new RefField<>(this, linkName, target, verb, direction, List.of(properties)));
    }

    /** A link from an entity of this type to any number of others. */
    public <T> CollectionField<E, T> collection(
            String linkName, Supplier<EntityType<T>> target, Verb verb, LinkProperty<?>... properties) {
        return collection(linkName, target, verb, Direction.OUTGOING, properties);
    }

    /** A link to any number of entities. */
    public <T> CollectionField<E, T> collection(
            String linkName,
            Supplier<EntityType<T>> target,
            Verb verb,
            Direction direction,
            LinkProperty<?>... properties) {
        return register(new CollectionField<>(this, linkName, target, verb, direction, List.of(properties)));
    }

    /** A link into other installations, see {@link MatchField}. */
    public MatchField<E> match(
            String linkName, Match match, Verb verb, Direction direction, LinkProperty<?>... properties) {
        return register(new MatchField<>(this, linkName, match, verb, direction, List.of(properties)));
    }

    @Override
    public String outputName() {
        return name;
    }

    @Override
    public String toString() {
        return name;
    }

    private <V> Field<E, V> declare(String fieldName, FieldKind kind, Set<String> allowed, FieldOption... options) {
        Field.Options merged = new Field.Options(false, false, "", allowed);
        for (FieldOption option : options) {
            merged = option.applyTo(merged);
        }
        return register(new Field<>(this, fieldName, kind, merged));
    }

    private <M extends Member<E>> M register(M member) {
        requireFieldName(member.name());
        if (members.putIfAbsent(member.name(), member) != null) {
            throw new IllegalArgumentException("Entity type '" + name + "' declares '" + member.name() + "' twice.");
        }
        return member;
    }

    static void requireFieldName(String fieldName) {
        if (!FIELD_NAME.matcher(fieldName).matches()) {
            throw new IllegalArgumentException("Not a field name: '" + fieldName
                    + "'. Use camelCase; names that begin with '_' belong to Cadastre.");
        }
    }
}
