/** What the connector emits. */
@NullMarked
package io.cadastre.connectors.sbom.model;

import org.jspecify.annotations.NullMarked;
