/** Where a sync collects, on disk, before it publishes. */
@NullMarked
package io.cadastre.engine.staging;

import org.jspecify.annotations.NullMarked;
