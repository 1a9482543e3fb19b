/** Measures the house on data of any size, with a command that everybody can run. */
@NullMarked
package io.cadastre.server.bench;

import org.jspecify.annotations.NullMarked;
