/** Configured instances of connectors. */
@NullMarked
package io.cadastre.engine.installation;

import org.jspecify.annotations.NullMarked;
