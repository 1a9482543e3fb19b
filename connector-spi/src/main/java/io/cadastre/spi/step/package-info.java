/** The step style of writing a connector: a graph of steps, each of which emits what it declared. */
@NullMarked
package io.cadastre.spi.step;

import org.jspecify.annotations.NullMarked;
