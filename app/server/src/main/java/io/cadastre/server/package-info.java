/** The process: the composition root and what it stands on. */
@NullMarked
package io.cadastre.server;

import org.jspecify.annotations.NullMarked;
