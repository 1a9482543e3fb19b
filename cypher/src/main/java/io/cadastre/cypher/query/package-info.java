/** Cypher that arrives from outside: guarded, bounded, read-only. */
@NullMarked
package io.cadastre.cypher.query;

import org.jspecify.annotations.NullMarked;
