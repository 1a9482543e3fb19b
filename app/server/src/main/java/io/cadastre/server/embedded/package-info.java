/** The Neo4j server that runs inside this process. Only this package starts one; everything else speaks Bolt. */
@NullMarked
package io.cadastre.server.embedded;

import org.jspecify.annotations.NullMarked;
