@NullMarked
package io.cadastre.connectors.host.source;

import org.jspecify.annotations.NullMarked;
