package io.cadastre.cypher.ingest;

import io.cadastre.cypher.ingest.DigestTable.Digest;
import io.cadastre.cypher.ingest.RangeState.Kind;
import io.cadastre.cypher.ingest.RangeState.Stored;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.SimpleQueryRunner;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;

/**
 * The version of an installation's data and the digests of its ranges, kept in the graph and changed in the transaction
 * that changes the data. A range whose digest equals that of what was collected need not be read; of one that differs,
 * only those of its parts whose own digests do.
 *
 * <p>Digests are only believed for a while: after that everything is read and compared, which also finds what somebody
 * else changed in the graph.
 */
final class GraphRanges {
    private static final String STATE = """
            OPTIONAL MATCH (v:_GraphVersion {installation: $installation})
            RETURN coalesce(v.version, 0) AS version, coalesce(v.publish, '') AS publish, v.comparedAt AS comparedAt,
                   v.rangeSpan AS width""";

    private static final String READ = """
            MATCH (g:_Range) WHERE g._installation = $installation
            RETURN g._kind AS kind, g._from AS from, g._count AS count, g._high AS high, g._low AS low""";

    private static final String READ_PARTS =
            "MATCH (g:_Range) WHERE g._key IN $keys RETURN g._from AS from, g._parts AS parts";

    // The write comes first: it takes the lock, so that what is read is not changed by anybody else meanwhile.
    private static final String LOCK = """
            MERGE (v:_GraphVersion {installation: $installation})
            ON CREATE SET v.version = 0
            SET v.locked = true REMOVE v.locked
            RETURN v.version AS version, coalesce(v.publish, '') AS publish, v.comparedAt AS comparedAt, v.rangeSpan AS width""";

    private static final String WRITE = """
            UNWIND $rows AS row
            MERGE (g:_Range {_key: row[0]})
            SET g._installation = $installation, g._kind = row[1], g._from = row[2],
                g._count = row[3], g._high = row[4], g._low = row[5], g._parts = row[6]""";

    private static final String FORGET = """
            MATCH (v:_GraphVersion {installation: $installation}) REMOVE v.rangeSpan
            WITH v OPTIONAL MATCH (g:_Range) WHERE g._installation = $installation
            DELETE g""";

    private static final String WIDTH =
            "MATCH (v:_GraphVersion {installation: $installation}) SET v.rangeSpan = $width";

    private static final String COMPARED =
            "MATCH (v:_GraphVersion {installation: $installation}) SET v.comparedAt = $at";

    private static final String PUBLISHED =
            "MATCH (v:_GraphVersion {installation: $installation}) SET v._publishedAt = $at";

    private static final String PUBLISHED_AT = """
            MATCH (v:_GraphVersion {installation: $installation}) WHERE v._publishedAt IS NOT NULL
            RETURN v._publishedAt AS at""";

    private static final String ADVANCE = """
            MATCH (v:_GraphVersion {installation: $installation})
            SET v.version = v.version + 1, v.publish = coalesce($publish, v.publish)
            RETURN v.version AS version""";

    private GraphRanges() {}

    /** What is known of an installation's content. */
    static RangeState read(SimpleQueryRunner tx, String installation) {
        return state(tx, STATE, installation, true);
    }

    /** The same without the digests; nobody else publishes to the installation until the transaction ends. */
    static RangeState lock(SimpleQueryRunner tx, String installation) {
        return state(tx, LOCK, installation, false);
    }

    private static RangeState state(SimpleQueryRunner tx, String query, String installation, boolean withDigests) {
        var row = tx.run(query, Map.of("installation", installation)).single();
        Value width = row.get("width");
        return new RangeState(
                row.get("version").asLong(),
                row.get("publish").asString(),
                row.get("comparedAt").isNull()
                        ? null
                        : row.get("comparedAt").asZonedDateTime().toInstant(),
                width.isNull() || !withDigests ? null : stored(tx, installation, width.asInt()));
    }

    private static Stored stored(SimpleQueryRunner tx, String installation, int width) {
        Stored stored = new Stored(width, new DigestTable(), new DigestTable());
        tx.run(READ, Map.of("installation", installation)).forEachRemaining(row -> {
            Kind kind = row.get("kind").asString().equals(Kind.ENTITIES.kept()) ? Kind.ENTITIES : Kind.RELATIONSHIPS;
            stored.of(kind)
                    .add(
                            row.get("from").asInt(),
                            new Digest(
                                    row.get("count").asLong(),
                                    row.get("high").asLong(),
                                    row.get("low").asLong()));
        });
        return stored;
    }

    /**
     * The digests of the parts of some ranges.
     *
     * @param ranges each as wide as those that are kept, or several of them
     */
    static DigestTable parts(SimpleQueryRunner tx, String installation, Kind kind, int width, List<IdRange> ranges) {
        List<String> keys = new ArrayList<>();
        for (IdRange range : ranges) {
            for (int from = range.from(); from < range.to(); from += width) {
                keys.add(key(installation, kind, from));
            }
        }
        DigestTable parts = new DigestTable();
        tx.run(READ_PARTS, Map.of("keys", keys)).forEachRemaining(row -> {
            ByteBuffer digests = ByteBuffer.wrap(row.get("parts").asByteArray());
            for (int part = row.get("from").asInt(); digests.hasRemaining(); part += width / IdRange.PARTS) {
                parts.add(part, new Digest(digests.getLong(), digests.getLong(), digests.getLong()));
            }
        });
        return parts;
    }

    private static byte[] parts(DigestTable table, int from, int width) {
        ByteBuffer digests = ByteBuffer.allocate(IdRange.PARTS * 3 * Long.BYTES);
        int span = width / IdRange.PARTS;
        for (int part = from; part < from + width; part += span) {
            Digest digest = table.over(part, part + span);
            digests.putLong(digest.count()).putLong(digest.high()).putLong(digest.low());
        }
        return digests.array();
    }

    /**
     * Keeps the digests of what the graph holds now; writes only those that differ from what is stored.
     *
     * @param finest whether they are known for the finest ranges, not only for those that are stored
     */
    static void write(
            SimpleQueryRunner tx,
            String installation,
            @Nullable Stored stored,
            DigestTable entities,
            DigestTable relationships,
            boolean finest) {
        int width = stored != null && !finest
                ? stored.width()
                : IdRange.widthFor(Math.max(entities.count(), relationships.count()));
        Stored before = stored;
        if (before == null || before.width() != width) {
            forget(tx, installation);
            tx.run(WIDTH, Map.of("installation", installation, "width", width)).consume();
            before = new Stored(width, new DigestTable(), new DigestTable());
        }
        put(tx, installation, Kind.ENTITIES, before, entities, finest);
        put(tx, installation, Kind.RELATIONSHIPS, before, relationships, finest);
    }

    /** Writes the digests that differ. Where only the change is known for the finest ranges, it is added to what is there. */
    private static void put(
            SimpleQueryRunner tx, String installation, Kind kind, Stored before, DigestTable now, boolean finest) {
        int width = before.width();
        List<IdRange> differing = RangeState.differing(before.of(kind), now, width);
        if (differing.isEmpty()) {
            return;
        }
        DigestTable parts = finest
                ? now
                : DigestTable.sum(
                        parts(tx, installation, kind, width, differing), DigestTable.difference(now, before.of(kind)));
        List<List<Object>> rows = new ArrayList<>();
        for (IdRange range : differing) {
            for (int from = range.from(); from < range.to(); from += width) {
                Digest digest = now.over(from, from + width);
                rows.add(List.of(
                        key(installation, kind, from),
                        kind.kept(),
                        from,
                        digest.count(),
                        digest.high(),
                        digest.low(),
                        parts(parts, from, width)));
            }
        }
        tx.run(WRITE, Map.of("installation", installation, "rows", rows)).consume();
    }

    private static String key(String installation, Kind kind, int from) {
        return installation + ' ' + kind.kept() + ' ' + from;
    }

    /** Lets the digests of another installation follow what went with an entity of this one. */
    static void follow(SimpleQueryRunner tx, String installation, DigestTable relationships) {
        lock(tx, installation);
        Stored stored = read(tx, installation).stored();
        if (stored != null) {
            DigestTable now = DigestTable.sum(stored.relationships(), relationships);
            put(tx, installation, Kind.RELATIONSHIPS, stored, now, false);
        }
        advance(tx, installation, null);
    }

    /** Lets the next comparison read everything. */
    static void forget(SimpleQueryRunner tx, String installation) {
        tx.run(FORGET, Map.of("installation", installation)).consume();
    }

    /** Notes that everything was read and compared. */
    static void compared(SimpleQueryRunner tx, Publication publication) {
        tx.run(COMPARED, Map.of("installation", publication.installation(), "at", GraphValues.time(publication.at())))
                .consume();
    }

    /** Notes when the last change was published. */
    static void published(SimpleQueryRunner tx, Publication publication) {
        tx.run(PUBLISHED, Map.of("installation", publication.installation(), "at", GraphValues.time(publication.at())))
                .consume();
    }

    /** When the last change was published, as its records say; empty if that is not known. */
    static Optional<Instant> publishedAt(SimpleQueryRunner tx, String installation) {
        return tx.run(PUBLISHED_AT, Map.of("installation", installation)).list().stream()
                .findFirst()
                .map(row -> row.get("at").asZonedDateTime().toInstant());
    }

    /**
     * Counts the version on.
     *
     * @param publish the key of the publication; null if it was another installation's
     */
    static long advance(SimpleQueryRunner tx, String installation, @Nullable String publish) {
        return tx.run(ADVANCE, Values.parameters("installation", installation, "publish", publish))
                .single()
                .get("version")
                .asLong();
    }
}
