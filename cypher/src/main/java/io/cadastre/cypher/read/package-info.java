/** Answers about entities, their relationships and the graph as a whole. */
@NullMarked
package io.cadastre.cypher.read;

import org.jspecify.annotations.NullMarked;
