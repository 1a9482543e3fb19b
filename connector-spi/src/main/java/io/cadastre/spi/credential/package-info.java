/** Secrets of an installation. A connector gets handles; what they hold is never printed. */
@NullMarked
package io.cadastre.spi.credential;

import org.jspecify.annotations.NullMarked;
