/** Calls of connectors to the outside. */
@NullMarked
package io.cadastre.engine.call;

import org.jspecify.annotations.NullMarked;
