/** What the github connector finds. */
@NullMarked
package io.cadastre.connectors.github.model;

import org.jspecify.annotations.NullMarked;
