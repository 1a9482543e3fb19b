/** How long what changed is remembered. */
@NullMarked
package io.cadastre.engine.history;

import org.jspecify.annotations.NullMarked;
