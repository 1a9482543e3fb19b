package io.cadastre.spi.model;

/**
 * What a loader of single entities can fill: a field, or a link to one other entity. Collections are listed instead.
 *
 * @param <E> the holder class of the entity type
 */
public sealed interface Loadable<E> extends Member<E> permits Field, RefField {}
