/** The postgresql connector: reads the catalogues of a PostgreSQL server, never what is in its tables. */
@NullMarked
package io.cadastre.connectors.postgresql;

import org.jspecify.annotations.NullMarked;
