/** The constraints and indexes that the graph keeps. */
@NullMarked
package io.cadastre.cypher.schema;

import org.jspecify.annotations.NullMarked;
