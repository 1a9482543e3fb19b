/** What the docker connector finds. */
@NullMarked
package io.cadastre.connectors.docker.model;

import org.jspecify.annotations.NullMarked;
