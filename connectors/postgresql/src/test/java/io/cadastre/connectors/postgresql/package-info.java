@NullMarked
package io.cadastre.connectors.postgresql;

import org.jspecify.annotations.NullMarked;
