package io.cadastre.engine.sync;

/**
 * Something that went wrong in a sync, with how often.
 *
 * @param code stable, for programs
 * @param step the step's id; empty for the sync as a whole
 * @param type the entity type or relationship it is about; empty if none
 * @param detail for people; of several alike the first
 * @param count how often
 */
public record Problem(String code, String step, String type, String detail, long count) {}
