/** Listings that come in pages. The host follows them; a connector fetches one. */
@NullMarked
package io.cadastre.spi.page;

import org.jspecify.annotations.NullMarked;
