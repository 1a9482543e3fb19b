/** The entity model: types, typed fields, references, relationships, and the schema they make up. */
@NullMarked
package io.cadastre.spi.model;

import org.jspecify.annotations.NullMarked;
