/** The acme connector: reads a tenant of the Acme project-management service, whole or by what changed. */
@NullMarked
package io.cadastre.connectors.acme;

import org.jspecify.annotations.NullMarked;
