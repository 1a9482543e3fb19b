package io.cadastre.spi.model;

/** An option of a field at its declaration. */
public sealed interface FieldOption {
    /** An entity without this field is refused. */
    static FieldOption required() {
        return new Required();
    }

    /** The graph keeps a range index over this field. */
    static FieldOption indexed() {
        return new Indexed();
    }

    /** What the field means, for people. */
    static FieldOption described(String description) {
        return new Described(description);
    }

    /** The options with this one added. */
    default Field.Options applyTo(Field.Options options) {
        return switch (this) {
            case Required() -> new Field.Options(true, options.indexed(), options.description(), options.allowed());
            case Indexed() -> new Field.Options(options.required(), true, options.description(), options.allowed());
            case Described(String text) ->
                new Field.Options(options.required(), options.indexed(), text, options.allowed());
        };
    }

    /** See {@link #required}. */
    record Required() implements FieldOption {}

    /** See {@link #indexed}. */
    record Indexed() implements FieldOption {}

    /**
     * See {@link #described}.
     *
     * @param text the description
     */
    record Described(String text) implements FieldOption {}
}
