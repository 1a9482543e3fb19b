/** The acme connector against a server of its API. */
@NullMarked
package io.cadastre.connectors.acme;

import org.jspecify.annotations.NullMarked;
