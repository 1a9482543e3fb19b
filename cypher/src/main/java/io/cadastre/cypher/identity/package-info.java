/** Ids and hashes: pure functions of what they stand for. */
@NullMarked
package io.cadastre.cypher.identity;

import org.jspecify.annotations.NullMarked;
