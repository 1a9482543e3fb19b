package io.cadastre.connectors.sbom;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;

/** Takes what a document has, in the order in which it has it. Components are meant by their references. */
interface Findings {
    /** What a document says of itself. */
    void header(String name, Json value);

    /** A component, be it by itself or a part of another. */
    void component(FoundComponent component);

    /** The document is about it. */
    void subject(String reference);

    /** The first contains the second. */
    void part(String whole, String part);

    /**
     * The first needs the second.
     *
     * @param kind what for; empty if the document does not say
     */
    void dependency(String from, String to, String kind);

    void vulnerability(FoundVulnerability vulnerability) throws ConnectorException, InterruptedException;

    /** Something is odd and left out. */
    void problem(String message);
}
