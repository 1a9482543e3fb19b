/** What the connector emits. */
@NullMarked
package io.cadastre.connectors.kubernetes.model;

import org.jspecify.annotations.NullMarked;
