/** What a sync remembers for the next one: positions, validators, when loaders last ran. */
@NullMarked
package io.cadastre.engine.checkpoint;

import org.jspecify.annotations.NullMarked;
