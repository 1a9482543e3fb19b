/** What the acme connector finds. */
@NullMarked
package io.cadastre.connectors.acme.model;

import org.jspecify.annotations.NullMarked;
