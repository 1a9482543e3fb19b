package io.cadastre.connectors.postgresql;

import io.cadastre.spi.model.Presence;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;

/**
 * One row of an answer. What has no value is null in the source, and so is known to be none.
 *
 * @param rows stands at the row
 */
record Row(ResultSet rows) {
    /** A text that is always there. */
    String text(String column) throws SQLException {
        return Objects.requireNonNull(rows.getString(column), column);
    }

    Presence<String> maybe(String column) throws SQLException {
        return Presence.ofNullable(rows.getString(column));
    }

    Presence<Boolean> bool(String column) throws SQLException {
        boolean value = rows.getBoolean(column);
        return Presence.ofNullable(rows.wasNull() ? null : value);
    }

    boolean is(String column) throws SQLException {
        return rows.getBoolean(column);
    }

    Presence<Long> number(String column) throws SQLException {
        long value = rows.getLong(column);
        return Presence.ofNullable(rows.wasNull() ? null : value);
    }

    Presence<Instant> instant(String column) throws SQLException {
        OffsetDateTime value = rows.getObject(column, OffsetDateTime.class);
        return Presence.ofNullable(value == null ? null : value.toInstant());
    }

    /** A list of texts; empty if there is none. */
    List<String> texts(String column) throws SQLException {
        Array array = rows.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }

    /** The key of something in a database. */
    String key(String database, String column) throws SQLException {
        return database + "/" + text(column);
    }
}
