/**
 * The pipeline style of writing a connector: loaders fetch, resolvers say which loader fills what, a seeder stores where
 * to begin, a sync plan says in which order. The host compiles it to steps.
 */
@NullMarked
package io.cadastre.spi.pipeline;

import org.jspecify.annotations.NullMarked;
