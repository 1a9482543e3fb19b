/** Reads software bills of materials: CycloneDX in JSON and XML, SPDX in JSON. */
@NullMarked
package io.cadastre.connectors.sbom;

import org.jspecify.annotations.NullMarked;
