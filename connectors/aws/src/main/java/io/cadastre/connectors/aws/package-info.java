/** The aws connector: reads accounts of AWS. */
@NullMarked
package io.cadastre.connectors.aws;

import org.jspecify.annotations.NullMarked;
