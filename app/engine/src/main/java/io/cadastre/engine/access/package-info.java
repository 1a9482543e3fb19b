/** Who may do what. */
@NullMarked
package io.cadastre.engine.access;

import org.jspecify.annotations.NullMarked;
