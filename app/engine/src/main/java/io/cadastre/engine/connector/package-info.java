/** The connectors there are. */
@NullMarked
package io.cadastre.engine.connector;

import org.jspecify.annotations.NullMarked;
