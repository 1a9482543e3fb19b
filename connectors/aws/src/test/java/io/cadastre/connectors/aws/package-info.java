/** Tests of the aws connector. */
@NullMarked
package io.cadastre.connectors.aws;

import org.jspecify.annotations.NullMarked;
