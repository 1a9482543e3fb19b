package io.cadastre.engine.access;

/**
 * Who acts.
 *
 * @param name the token's name
 * @param role what it may do
 */
public record Principal(String name, Role role) {}
