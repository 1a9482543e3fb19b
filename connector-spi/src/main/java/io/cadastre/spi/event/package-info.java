/** What a sync tells its listeners while it runs. */
@NullMarked
package io.cadastre.spi.event;

import org.jspecify.annotations.NullMarked;
