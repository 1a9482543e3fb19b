/** Pipelines of connectors, compiled to steps. */
@NullMarked
package io.cadastre.engine.pipeline;

import org.jspecify.annotations.NullMarked;
