@NullMarked
package io.cadastre.connectors.docker;

import org.jspecify.annotations.NullMarked;
