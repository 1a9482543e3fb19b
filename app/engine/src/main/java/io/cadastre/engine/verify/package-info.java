/** Finds what is wrong with a connector before it runs. */
@NullMarked
package io.cadastre.engine.verify;

import org.jspecify.annotations.NullMarked;
