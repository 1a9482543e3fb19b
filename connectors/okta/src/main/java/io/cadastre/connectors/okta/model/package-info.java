/** What the okta connector finds. */
@NullMarked
package io.cadastre.connectors.okta.model;

import org.jspecify.annotations.NullMarked;
