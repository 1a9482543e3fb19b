/** Platform state: documents under labels that begin with an underscore. */
@NullMarked
package io.cadastre.cypher.platform;

import org.jspecify.annotations.NullMarked;
