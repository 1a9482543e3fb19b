/** Syncs whose lines somebody brings in chunks. */
@NullMarked
package io.cadastre.engine.push;

import org.jspecify.annotations.NullMarked;
