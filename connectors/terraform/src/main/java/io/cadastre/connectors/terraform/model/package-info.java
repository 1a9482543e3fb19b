/** What the connector emits. */
@NullMarked
package io.cadastre.connectors.terraform.model;

import org.jspecify.annotations.NullMarked;
