package io.cadastre.spi.model;

/** What a step may declare to produce: entities of a type, or relationships of a link. */
public sealed interface Output permits EntityType, Link, MatchField {
    /** The name under which evidence about this output is kept: an entity type's name, or {@code from VERB to}. */
    String outputName();

    /** The name of the output to which a relationship between these ends belongs. */
    static String between(RawRef from, String verb, RawRef to) {
        return from.outputName() + " " + verb + " " + to.outputName();
    }
}
