/** Reads realms of a Keycloak server. */
@NullMarked
package io.cadastre.connectors.keycloak;

import org.jspecify.annotations.NullMarked;
