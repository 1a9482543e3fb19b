/** The host connector: reads the machine it runs on, and changes nothing. */
@NullMarked
package io.cadastre.connectors.host;

import org.jspecify.annotations.NullMarked;
