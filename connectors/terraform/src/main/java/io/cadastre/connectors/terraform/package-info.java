/** Reads Terraform states: what they manage and by what, never their secrets. */
@NullMarked
package io.cadastre.connectors.terraform;

import org.jspecify.annotations.NullMarked;
