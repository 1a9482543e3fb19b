/** The contract between Cadastre and a connector: what a connector is, how it is configured, how it fails. */
@NullMarked
package io.cadastre.spi;

import org.jspecify.annotations.NullMarked;
