/** Tests of the github connector. */
@NullMarked
package io.cadastre.connectors.github;

import org.jspecify.annotations.NullMarked;
