/** Brings the graph to the state that a sync collected: ordered merge diff, then publish. */
@NullMarked
package io.cadastre.cypher.ingest;

import org.jspecify.annotations.NullMarked;
