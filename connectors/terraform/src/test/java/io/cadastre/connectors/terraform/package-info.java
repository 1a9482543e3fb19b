@NullMarked
package io.cadastre.connectors.terraform;

import org.jspecify.annotations.NullMarked;
