package io.cadastre.spi.pipeline;

/** When a loader runs. */
public enum Strategy {
    /** In every sync: where the plan names it, or else after the plan, for all entities of its type. */
    AUTOLOAD,
    /** Only in a sync that somebody started with the loader's name. */
    MANUAL
}
