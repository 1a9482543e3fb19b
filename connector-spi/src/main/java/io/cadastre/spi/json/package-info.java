/** JSON as sources answer it, read with errors that say where it is not as expected. */
@NullMarked
package io.cadastre.spi.json;

import org.jspecify.annotations.NullMarked;
