package io.cadastre.spi.model;

/**
 * What a loader of single entities can fill: a field, or a link to one other entity, here or in another
 * installation. Collections are listed instead.
 *
 * @param <E> the holder class of the entity type
 */
public sealed interface Loadable<E> extends Member<E> permits Field, RefField, MatchField {}
