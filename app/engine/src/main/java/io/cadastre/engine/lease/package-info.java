/** The leases that this process holds, kept alive while it works. */
@NullMarked
package io.cadastre.engine.lease;

import org.jspecify.annotations.NullMarked;
