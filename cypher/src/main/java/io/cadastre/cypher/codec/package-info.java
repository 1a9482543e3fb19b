/** How values are kept on disk outside the graph. */
@NullMarked
package io.cadastre.cypher.codec;

import org.jspecify.annotations.NullMarked;
