package io.cadastre.cypher.identity;

/** The ids that entities and relationships have in the graph: pure functions of what they stand for (I1). */
public final class GraphIds {
    private GraphIds() {}

    /**
     * The id of an entity.
     *
     * @param installation the installation's id
     * @param type the name of the entity type
     * @param key the source's key
     * @throws IllegalArgumentException if a part is empty (I1)
     */
    public static String entity(String installation, String type, String key) {
        if (installation.isEmpty() || type.isEmpty() || key.isEmpty()) {
            throw new IllegalArgumentException(
                    "An entity needs an installation, a type and a key; one of them is empty.");
        }
        return new Digest().tag('E').text(installation).text(type).text(key).base32();
    }

    /**
     * The id of a relationship.
     *
     * @param installation the installation that asserts it
     * @param from the id of the entity it leaves
     * @param verb its verb
     * @param to the id of the entity it enters
     * @param discriminator tells parallel relationships apart; may be empty
     */
    public static String relationship(String installation, String from, String verb, String to, String discriminator) {
        return new Digest()
                .tag('R')
                .text(installation)
                .text(from)
                .text(verb)
                .text(to)
                .text(discriminator)
                .base32();
    }

    /**
     * The id of a relationship into another installation: the same whichever entity it leads to, if to any.
     *
     * @param installation the installation that asserts it
     * @param anchor the id of its own entity
     * @param outgoing whether it leaves that entity
     * @param verb its verb
     * @param match the name of what the other end is matched by
     * @param value the value to match
     * @param discriminator tells parallel relationships apart; may be empty
     */
    public static String matched(
            String installation,
            String anchor,
            boolean outgoing,
            String verb,
            String match,
            String value,
            String discriminator) {
        return new Digest()
                .tag(outgoing ? 'M' : 'm')
                .text(installation)
                .text(anchor)
                .text(verb)
                .text(match)
                .text(value)
                .text(discriminator)
                .base32();
    }

    /**
     * The id of one of the relationships that follow from a match in each installation.
     *
     * @param matched the id of what is asserted, see {@link #matched}
     * @param other the installation that has the other end
     */
    public static String matchedIn(String matched, String other) {
        return new Digest().tag('O').text(matched).text(other).base32();
    }
}
