/** Starts the real servers that connectors are tested against, on loopback and for one test class. */
@NullMarked
package io.cadastre.connectors.servers;

import org.jspecify.annotations.NullMarked;
