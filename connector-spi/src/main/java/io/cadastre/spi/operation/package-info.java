/** Calls to the outside. The host runs them behind limits, timeouts and retries. */
@NullMarked
package io.cadastre.spi.operation;

import org.jspecify.annotations.NullMarked;
