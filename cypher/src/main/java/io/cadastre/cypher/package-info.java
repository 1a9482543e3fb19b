/** Everything that speaks Cypher. The only code of ours, beside the embedded server, that knows Neo4j. */
@NullMarked
package io.cadastre.cypher;

import org.jspecify.annotations.NullMarked;
