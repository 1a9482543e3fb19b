/** Reads a Docker engine or a container registry. */
@NullMarked
package io.cadastre.connectors.docker;

import org.jspecify.annotations.NullMarked;
