/** The github connector: reads an organisation at GitHub or GitHub Enterprise Server. */
@NullMarked
package io.cadastre.connectors.github;

import org.jspecify.annotations.NullMarked;
