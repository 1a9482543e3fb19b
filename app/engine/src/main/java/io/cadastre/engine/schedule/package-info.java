/** When installations run by themselves. */
@NullMarked
package io.cadastre.engine.schedule;

import org.jspecify.annotations.NullMarked;
