/** The tests that every connector passes, and what they need to be run. */
@NullMarked
package io.cadastre.connectors.conformance;

import org.jspecify.annotations.NullMarked;
