@NullMarked
package io.cadastre.connectors.kubernetes;

import org.jspecify.annotations.NullMarked;
