/** Connectors in any language: lines of JSON from a child process, or brought by somebody. */
@NullMarked
package io.cadastre.connectors.exec;

import org.jspecify.annotations.NullMarked;
