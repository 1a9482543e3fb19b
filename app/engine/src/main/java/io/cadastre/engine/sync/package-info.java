/** One run of an installation: collect, diff, publish. */
@NullMarked
package io.cadastre.engine.sync;

import org.jspecify.annotations.NullMarked;
