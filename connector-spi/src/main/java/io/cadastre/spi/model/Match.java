package io.cadastre.spi.model;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * By what an entity of another installation is known, whoever collects it: a property that all entities of a class have,
 * or the source's own key. Values are compared as texts.
 */
public sealed interface Match {
    /** How the {@linkplain #name name} of one that may lead to several begins. */
    String EACH = "each ";

    /** When a property has a value. */
    enum Comparison {
        /** It is the value. */
        EXACT,
        /** It is the value but for upper and lower case. */
        IGNORING_CASE,
        /** It is a list with the value in it. */
        AMONG
    }

    /**
     * By a property of a class, for example a user's e-mail.
     *
     * @param entityClass the class
     * @param property the property's name
     * @param comparison what it is for two values to be the same
     * @param each whether it leads to one entity in each other installation, instead of to one in all
     */
    record OnProperty(EntityClass entityClass, String property, Comparison comparison, boolean each) implements Match {
        public OnProperty {
            EntityType.requireFieldName(property);
        }

        /**
         * Takes upper and lower case for the same. No index helps with that: each look-up reads the property of all
         * entities of the class.
         */
        public OnProperty ignoreCase() {
            return new OnProperty(entityClass, property, Comparison.IGNORING_CASE, each);
        }

        /**
         * Wants the value among those of a list, for example one of a host's addresses. No index helps with that either.
         */
        public OnProperty among() {
            return new OnProperty(entityClass, property, Comparison.AMONG, each);
        }

        /**
         * Leads to the one entity that has the value in each other installation, as several systems know the same
         * person, or several machines have the same package. For values that mean the same everywhere: an e-mail, a
         * digest, a purl; not for a short host name.
         */
        public OnProperty inEach() {
            return new OnProperty(entityClass, property, comparison, true);
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /**
     * By the key of an entity type.
     *
     * @param type the type's name
     */
    record OnKey(String type) implements Match {
        public OnKey {
            EntityType.named(type);
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /** Entities of a class with this value of a property, compared exactly. */
    static OnProperty on(EntityClass entityClass, String property) {
        return new OnProperty(entityClass, property, Comparison.EXACT, false);
    }

    /** The entity of a type with this key. The type may be another connector's, or one's own in another installation. */
    static OnKey type(String typeName) {
        return new OnKey(typeName);
    }

    /**
     * What it is called where the type of an end is named: {@code User(email)}, {@code each User(lower(email))},
     * {@code okta_user(_key)}.
     */
    default String name() {
        return each() ? EACH + outputName() : outputName();
    }

    /** What it is called in the name of an output: evidence is the same whether it leads to one entity or to several. */
    default String outputName() {
        return switch (this) {
            case OnProperty on ->
                on.entityClass().name()
                        + switch (on.comparison()) {
                            case EXACT -> "(" + on.property() + ")";
                            case IGNORING_CASE -> "(lower(" + on.property() + "))";
                            case AMONG -> "(any(" + on.property() + "))";
                        };
            case OnKey(String type) -> type + "(_key)";
        };
    }

    /** Whether it leads to one entity in each other installation, instead of to one in all. */
    default boolean each() {
        return false;
    }

    /** The label of the nodes that it may lead to. */
    default String label() {
        return switch (this) {
            case OnProperty on -> on.entityClass().name();
            case OnKey(String type) -> EntityType.labelOf(type);
        };
    }

    /** The way back from {@link #name}; empty for any other text. */
    static Optional<Match> named(String name) {
        Matcher parts = EntityType.MATCH_NAME.matcher(name);
        if (!parts.matches()) {
            return Optional.empty();
        }
        if (parts.group("type") != null) {
            return Optional.of(type(parts.group("type")));
        }
        EntityClass entityClass = EntityClass.named(parts.group("class"));
        OnProperty on = parts.group("lower") != null
                ? on(entityClass, parts.group("lower")).ignoreCase()
                : parts.group("any") != null
                        ? on(entityClass, parts.group("any")).among()
                        : on(entityClass, parts.group("property"));
        return Optional.of(parts.group("each") == null ? on : on.inEach());
    }

    /** What stands for a value and all that are the same to this match. */
    default String canonical(String value) {
        return this instanceof OnProperty on && on.comparison() == Comparison.IGNORING_CASE
                ? value.toLowerCase(Locale.ROOT)
                : value;
    }
}
