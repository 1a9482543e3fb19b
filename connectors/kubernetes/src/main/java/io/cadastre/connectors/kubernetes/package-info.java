/** Reads what a Kubernetes API server serves. */
@NullMarked
package io.cadastre.connectors.kubernetes;

import org.jspecify.annotations.NullMarked;
