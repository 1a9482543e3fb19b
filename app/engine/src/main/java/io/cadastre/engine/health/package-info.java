/** Whether installations can do their work. */
@NullMarked
package io.cadastre.engine.health;

import org.jspecify.annotations.NullMarked;
