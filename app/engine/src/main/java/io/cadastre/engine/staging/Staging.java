package io.cadastre.engine.staging;

import io.cadastre.cypher.identity.GraphIds;
import io.cadastre.cypher.ingest.Change;
import io.cadastre.cypher.ingest.ChangeSpool;
import io.cadastre.cypher.ingest.Scopes;
import io.cadastre.cypher.ingest.StagedEntity;
import io.cadastre.cypher.ingest.StagedGraph;
import io.cadastre.cypher.ingest.StagedRelationship;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.RelationshipInput;
import io.cadastre.spi.model.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;

/**
 * The disk-backed area where one sync collects before it publishes. Inputs of one entity are merged field by field. Only
 * a bounded cache is in memory.
 *
 * <p>Safe for use by several threads until it is sealed; after that it no longer changes, and what a step that was given
 * up still emits is refused.
 */
public final class Staging implements StagedGraph, AutoCloseable {
    private static final int CACHE_MEGABYTES = 16;

    /** Ids are random, so each write to disk touches most pages: few large ones are far cheaper than many small. */
    private static final int WRITE_BUFFER_KILOBYTES = 32 << 10;

    private static final int STRIPES = 64;
    private static final byte[] NOTHING = {};

    private final String installation;
    private final Map<String, EntityType<?>> types = new HashMap<>();
    private final Set<String> readableTypes;
    private final Path file;
    private final MVStore store;
    private final MVMap<String, byte[]> entities;
    private final MVMap<String, byte[]> relationships;
    private final MVMap<String, byte[]> byType;
    private final Object[] stripes = new Object[STRIPES];
    private volatile boolean sealed;

    /**
     * Opens an empty area.
     *
     * @param directory where its file lies until it is closed
     * @param installation whose entities are collected
     * @param schema what may be collected
     * @param readableTypes the entity types that steps read back
     */
    public Staging(Path directory, String syncId, String installation, Schema schema, Set<String> readableTypes) {
        this.installation = installation;
        this.readableTypes = Set.copyOf(readableTypes);
        schema.entityTypes().forEach(type -> types.put(type.name(), type));
        try {
            Files.createDirectories(directory);
            file = directory.resolve(syncId + ".staging");
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Staging cannot be opened in " + directory + ".", e);
        }
        store = new MVStore.Builder()
                .fileName(file.toString())
                .cacheSize(CACHE_MEGABYTES)
                .autoCommitBufferSize(WRITE_BUFFER_KILOBYTES)
                .open();
        // What is thrown away in the end needs no old versions.
        store.setVersionsToKeep(0);
        // No writes by the clock, only when the buffer is full.
        store.setAutoCommitDelay(0);
        entities = map("entities");
        relationships = map("relationships");
        byType = map("byType");
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Object();
        }
    }

    private MVMap<String, byte[]> map(String name) {
        return store.openMap(
                name,
                new MVMap.Builder<String, byte[]>()
                        .keyType(StringDataType.INSTANCE)
                        .valueType(ByteArrayDataType.INSTANCE));
    }

    /** Removes what an earlier process left. */
    public static void clear(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path leftover :
                    files.filter(path -> path.toString().endsWith(".staging")).toList()) {
                Files.delete(leftover);
            }
        }
    }

    /**
     * Merges an input that was checked against the schema.
     *
     * @return the fields of which the same step had given another value: something was lost
     */
    public List<String> add(EntityInput input, String scope, String step) {
        EntityType<?> type = type(input.type());
        String id = GraphIds.entity(installation, input.type(), input.key());
        synchronized (stripe(id)) {
            refuseIfSealed();
            byte[] before = entities.get(id);
            if (before == null) {
                entities.put(id, EntityRecord.first(input, scope, step).encode(type));
                if (readableTypes.contains(input.type())) {
                    byType.put(input.type() + ' ' + id, NOTHING);
                }
                return List.of();
            }
            EntityRecord current = EntityRecord.decode(before);
            entities.put(id, current.merge(input, scope, step).encode(type));
            return current.conflicts(input, step);
        }
    }

    /** Adds a relationship that was checked against the schema; the last of several with one id stays. */
    public void add(RelationshipInput input, String scope) {
        String from =
                GraphIds.entity(installation, input.from().type(), input.from().key());
        String to = GraphIds.entity(installation, input.to().type(), input.to().key());
        String key = from + GraphIds.relationship(installation, from, input.verb(), to, input.discriminator());
        synchronized (stripe(key)) {
            refuseIfSealed();
            byte[] before = relationships.get(key);
            String scopes = before == null
                    ? scope
                    : Scopes.join(RelationshipRecord.decode(before).scope(), scope);
            relationships.put(
                    key,
                    new RelationshipRecord(input.verb(), input.from(), input.to(), to, scopes, input.properties())
                            .encode());
        }
    }

    /** Ends the collecting. Waits for adds that are under way; later ones are refused. */
    public void seal() {
        sealed = true;
        for (Object stripe : stripes) {
            synchronized (stripe) {
                // Whoever was inside is out now, and nobody new gets in.
            }
        }
    }

    /** Names the entities that lack a required field: type and key, then the fields. They are not published. */
    public void forEachIncomplete(BiConsumer<EntityRef, List<String>> consumer) {
        for (Cursor<String, byte[]> cursor = entities.cursor(null); cursor.hasNext(); ) {
            cursor.next();
            if (EntityRecord.lacksRequired(cursor.getValue())) {
                EntityRecord entity = EntityRecord.decode(cursor.getValue());
                consumer.accept(
                        new EntityRef(entity.type(), entity.key(), entity.scope()),
                        entity.missing(type(entity.type())));
            }
        }
    }

    /**
     * An entity by the names a report shows.
     *
     * @param type the name of its type
     * @param key the source's key
     * @param scope the enumerations that found it
     */
    public record EntityRef(String type, String key, String scope) {}

    /** The entities of a readable type with their fields, streamed. */
    public Stream<Map.Entry<String, Map<String, Object>>> read(String typeName) {
        String prefix = typeName + ' ';
        Iterable<String> keys = () -> byType.keyIterator(prefix);
        return StreamSupport.stream(keys.spliterator(), false)
                .takeWhile(key -> key.startsWith(prefix))
                .map(key -> EntityRecord.decode(value(entities, key.substring(prefix.length()))))
                .map(entity -> Map.entry(entity.key(), entity.fields()));
    }

    /** One entity's fields, if it was collected. */
    public Optional<Map<String, Object>> read(String typeName, String key) {
        return Optional.ofNullable(entities.get(GraphIds.entity(installation, typeName, key)))
                .map(bytes -> EntityRecord.decode(bytes).fields());
    }

    /** Where the comparison leaves its changes: beside what was collected. */
    public ChangeSpool spool() {
        return new Spool();
    }

    @Override
    public Iterator<EntityKey> entities() {
        return filtered(
                entities,
                (id, bytes) -> EntityRecord.lacksRequired(bytes)
                        ? Optional.empty()
                        : Optional.of(new EntityKey(id, EntityRecord.hash(bytes), bytes.length)));
    }

    @Override
    public Iterator<RelationshipKey> relationships() {
        return filtered(
                relationships,
                (key, bytes) -> Optional.of(new RelationshipKey(
                        key.substring(0, key.length() / 2),
                        key.substring(key.length() / 2),
                        RelationshipRecord.toId(bytes),
                        RelationshipRecord.hash(bytes),
                        bytes.length)));
    }

    private static <T> Iterator<T> filtered(
            MVMap<String, byte[]> map, java.util.function.BiFunction<String, byte[], Optional<T>> mapping) {
        Cursor<String, byte[]> cursor = map.cursor(null);
        Iterable<Optional<T>> mapped = () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return cursor.hasNext();
            }

            @Override
            public Optional<T> next() {
                String key = cursor.next();
                return mapping.apply(key, cursor.getValue());
            }
        };
        return StreamSupport.stream(mapped.spliterator(), false)
                .flatMap(Optional::stream)
                .iterator();
    }

    @Override
    public boolean contains(String entityId) {
        byte[] bytes = entities.get(entityId);
        return bytes != null && !EntityRecord.lacksRequired(bytes);
    }

    @Override
    public StagedEntity entity(String id) {
        byte[] bytes = value(entities, id);
        EntityRecord entity = EntityRecord.decode(bytes);
        EntityType<?> type = type(entity.type());
        return new StagedEntity(
                id,
                entity.type(),
                type.label(),
                type.classes().stream().map(EntityClass::name).toList(),
                entity.key(),
                entity.displayName(),
                entity.scope(),
                entity.fields(),
                EntityRecord.hash(bytes));
    }

    @Override
    public StagedRelationship relationship(String from, String id) {
        byte[] bytes = value(relationships, from + id);
        RelationshipRecord relationship = RelationshipRecord.decode(bytes);
        return new StagedRelationship(
                id,
                from,
                relationship.verb(),
                relationship.toId(),
                relationship.from(),
                relationship.to(),
                relationship.scope(),
                relationship.properties(),
                RelationshipRecord.hash(bytes));
    }

    /** Gives up what was collected. */
    @Override
    public void close() {
        store.closeImmediately();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Staging cannot be removed: " + file, e);
        }
    }

    private EntityType<?> type(String name) {
        EntityType<?> type = types.get(name);
        if (type == null) {
            throw new IllegalArgumentException("Not checked at emit: " + name);
        }
        return type;
    }

    private Object stripe(String key) {
        return stripes[Math.floorMod(key.hashCode(), STRIPES)];
    }

    private void refuseIfSealed() {
        if (sealed) {
            throw new IllegalStateException("The sync is no longer collecting.");
        }
    }

    private static byte[] value(MVMap<String, byte[]> map, String key) {
        byte[] bytes = map.get(key);
        if (bytes == null) {
            throw new IllegalArgumentException("Not in staging: " + key);
        }
        return bytes;
    }

    /** Changes in the order they came, a map for each operation. */
    private final class Spool implements ChangeSpool {
        private final Map<Change.Operation, MVMap<Long, String>> changes = new HashMap<>();
        private final MVMap<String, byte[]> deleted = map("deleted");

        Spool() {
            Function<Change.Operation, MVMap<Long, String>> open = operation -> store.openMap(
                    "changes." + operation, new MVMap.Builder<Long, String>().valueType(StringDataType.INSTANCE));
            for (Change.Operation operation : Change.Operation.values()) {
                changes.put(operation, open.apply(operation));
            }
        }

        @Override
        public void append(Change change) {
            MVMap<Long, String> map = changesOf(change.operation());
            // Ids and handles hold no spaces.
            map.append(
                    map.sizeAsLong(),
                    change.id() + ' ' + change.from() + ' ' + change.elementId() + ' ' + change.sizeBytes());
            if (change.operation() == Change.Operation.DELETE_ENTITY) {
                deleted.put(change.id(), NOTHING);
            }
        }

        @Override
        public Iterator<Change> changes(Change.Operation operation) {
            Cursor<Long, String> cursor = changesOf(operation).cursor(null);
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return cursor.hasNext();
                }

                @Override
                public Change next() {
                    cursor.next();
                    String[] parts = cursor.getValue().split(" ", -1);
                    return new Change(operation, parts[0], parts[1], parts[2], Long.parseLong(parts[3]));
                }
            };
        }

        @Override
        public boolean deletes(String entityId) {
            return deleted.containsKey(entityId);
        }

        private MVMap<Long, String> changesOf(Change.Operation operation) {
            MVMap<Long, String> map = changes.get(operation);
            if (map == null) {
                throw new IllegalStateException("Every operation has its map.");
            }
            return map;
        }
    }
}
