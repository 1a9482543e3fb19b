/** What the keycloak connector finds. */
@NullMarked
package io.cadastre.connectors.keycloak.model;

import org.jspecify.annotations.NullMarked;
