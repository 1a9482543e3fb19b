/** What a machine is made of: the entity types of the connector. */
@NullMarked
package io.cadastre.connectors.host.model;

import org.jspecify.annotations.NullMarked;
