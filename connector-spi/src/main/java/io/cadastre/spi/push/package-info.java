/** Connectors to which somebody brings the data. */
@NullMarked
package io.cadastre.spi.push;

import org.jspecify.annotations.NullMarked;
