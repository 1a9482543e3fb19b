/** HTTP for connectors. Every request is an operation; the host adds credentials, limits and retries. */
@NullMarked
package io.cadastre.spi.http;

import org.jspecify.annotations.NullMarked;
