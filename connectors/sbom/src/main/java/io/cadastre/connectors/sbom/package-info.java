/** Reads software bills of materials: CycloneDX and SPDX, in JSON. */
@NullMarked
package io.cadastre.connectors.sbom;

import org.jspecify.annotations.NullMarked;
