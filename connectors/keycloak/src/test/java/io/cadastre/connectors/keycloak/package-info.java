@NullMarked
package io.cadastre.connectors.keycloak;

import org.jspecify.annotations.NullMarked;
