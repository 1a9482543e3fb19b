package io.cadastre.connectors.postgresql;

import java.sql.SQLException;
import java.util.Map;

/**
 * Who is granted what on something. What nobody changed is not written down in the catalogue and is taken from the
 * defaults; what the owner may do is left out, since owning says it.
 */
final class Grants {
    private static final String AGGREGATED = """
            grantee::text AS grantee,
            string_agg(DISTINCT privilege_type, ', ' ORDER BY privilege_type) AS privileges,
            coalesce(string_agg(DISTINCT privilege_type, ', ' ORDER BY privilege_type) FILTER (WHERE is_grantable), '')
                AS grantable
            """;

    private Grants() {}

    /**
     * A statement for the grants of all objects in a catalogue: {@code id}, {@code grantee}, {@code privileges} and
     * {@code grantable}.
     *
     * @param from the catalogue, which may be joined with others and restricted
     * @param acl its column with the grants
     * @param owner its column with the owner
     * @param kind as {@code acldefault} knows it
     */
    static String of(String from, String acl, String owner, String kind) {
        return "SELECT o.id, " + AGGREGATED + " FROM (SELECT oid::text AS id, " + owner + " AS owner, coalesce(" + acl
                + ", acldefault('" + kind + "', " + owner + ")) AS acl FROM " + from
                + ") o, aclexplode(o.acl) WHERE grantee <> o.owner GROUP BY o.id, grantee";
    }

    /**
     * A statement for the grants on single columns: {@code attnum} and {@code attname} beside what there is for objects.
     *
     * @param relations restricts {@code pg_class c}
     */
    static String ofColumns(String relations) {
        return "SELECT c.oid::text AS id, a.attnum, a.attname, " + AGGREGATED
                + " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid, aclexplode(a.attacl)"
                + " WHERE a.attacl IS NOT NULL AND NOT a.attisdropped AND grantee <> c.relowner AND " + relations
                + " GROUP BY c.oid, a.attnum, a.attname, grantee";
    }

    /** The properties of the relationship. */
    static Map<String, Object> on(Row row) throws SQLException {
        return Map.of("privileges", row.text("privileges"), "grantable", row.text("grantable"));
    }
}
