/** The steps of a sync: from facts to entities. */
@NullMarked
package io.cadastre.connectors.host.step;

import org.jspecify.annotations.NullMarked;
