/** The Acme API in memory, with everything that can go wrong with such a source. Needs the JDK only. */
@NullMarked
package io.cadastre.connectors.acme.server;

import org.jspecify.annotations.NullMarked;
