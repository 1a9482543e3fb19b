@NullMarked
package io.cadastre.connectors.sbom;

import org.jspecify.annotations.NullMarked;
