package io.cadastre.cypher.history;

/** What a change was about. */
public enum ChangeKind {
    ENTITY,
    RELATIONSHIP
}
