/** The okta connector: reads an Okta organisation. */
@NullMarked
package io.cadastre.connectors.okta;

import org.jspecify.annotations.NullMarked;
