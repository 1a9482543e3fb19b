package io.cadastre.cypher.history;

/** What happened to a subject. */
public enum ChangeOperation {
    CREATE,
    UPDATE,
    DELETE
}
