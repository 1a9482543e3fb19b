@NullMarked
package io.cadastre.connectors.servers;

import org.jspecify.annotations.NullMarked;
