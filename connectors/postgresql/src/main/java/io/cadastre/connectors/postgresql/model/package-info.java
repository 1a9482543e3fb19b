/** What the postgresql connector finds. */
@NullMarked
package io.cadastre.connectors.postgresql.model;

import org.jspecify.annotations.NullMarked;
