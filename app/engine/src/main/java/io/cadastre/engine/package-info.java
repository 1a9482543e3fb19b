/** Runs syncs. What the parts below share. */
@NullMarked
package io.cadastre.engine;

import org.jspecify.annotations.NullMarked;
