/** Tests of the okta connector. */
@NullMarked
package io.cadastre.connectors.okta;

import org.jspecify.annotations.NullMarked;
