@NullMarked
package io.cadastre.connectors.host;

import org.jspecify.annotations.NullMarked;
