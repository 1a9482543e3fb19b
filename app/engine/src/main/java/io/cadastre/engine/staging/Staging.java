package io.cadastre.engine.staging;

import io.cadastre.cypher.identity.GraphIds;
import io.cadastre.cypher.ingest.Change;
import io.cadastre.cypher.ingest.ChangeSpool;
import io.cadastre.cypher.ingest.DeletionSpool;
import io.cadastre.cypher.ingest.DigestTable;
import io.cadastre.cypher.ingest.Pending;
import io.cadastre.cypher.ingest.PendingCodec;
import io.cadastre.cypher.ingest.PriorGraph;
import io.cadastre.cypher.ingest.PriorGraph.PriorEntity;
import io.cadastre.cypher.ingest.PriorGraph.PriorRelationship;
import io.cadastre.cypher.ingest.Scopes;
import io.cadastre.cypher.ingest.StagedEntity;
import io.cadastre.cypher.ingest.StagedGraph;
import io.cadastre.cypher.ingest.StagedRelationship;
import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.LinkTarget;
import io.cadastre.spi.model.MatchField;
import io.cadastre.spi.model.Output;
import io.cadastre.spi.model.RawRef;
import io.cadastre.spi.model.RefField;
import io.cadastre.spi.model.RelationshipInput;
import io.cadastre.spi.model.Schema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * The disk-backed area where one sync collects before it publishes. Inputs of one entity are merged field by field. Only
 * a bounded cache is in memory.
 *
 * <p>Safe for use by several threads until it is sealed; after that it no longer changes, and what a step that was given
 * up still emits is refused.
 */
public final class Staging implements StagedGraph, AutoCloseable {
    private static final int BATCH = 1_000;

    private static final int STRIPES = 64;

    /** With more entities than this, an index of their ids is worth its making. */
    private static final int INDEXED = 20_000;

    private final String installation;
    private final Map<String, EntityType<?>> types = new HashMap<>();
    private final Set<String> readableTypes;
    private final DiskStore store;
    private final DiskMap entities;
    private final DiskMap relationships;

    /** Relationships into other installations, by the id of the own entity and their own. */
    private final DiskMap matches;

    private final List<MatchField<?>> matchFields;
    private final DiskMap byType;

    /** By ids of entities that something added to before anything found them, what added. */
    private final DiskMap additions;

    /** Ids of entities and relationships that the source itself calls gone. */
    private final DiskMap gone;

    private final DigestTable entityDigests = new DigestTable();
    private final DigestTable relationshipDigests = new DigestTable();
    private final EvidenceBook evidence;
    private final Object[] stripes = new Object[STRIPES];
    private final Object[] relationshipStripes = new Object[STRIPES];
    private final Path file;
    private volatile boolean sealed;
    private volatile @Nullable IdIndex ids;

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
        file = directory.resolve(syncId + ".staging");
        store = new DiskStore(file);
        entities = store.map("entities");
        relationships = store.map("relationships");
        matches = store.map("matches");
        matchFields = List.copyOf(schema.matchFields().values());
        byType = store.map("byType");
        additions = store.map("additions");
        gone = store.map("gone");
        evidence = new EvidenceBook(store.map("evidence"));
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Object();
            relationshipStripes[i] = new Object();
        }
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

    /** How the enumerations of this sync ended, beside what they found. */
    public EvidenceBook evidence() {
        return evidence;
    }

    /**
     * Merges an input that was checked against the schema.
     *
     * @param scope the enumeration that found it
     * @return the fields of which the same step had given another value: something was lost
     */
    public List<String> add(EntityInput input, String scope, String step) {
        return merge(input, scope, scope, step, "");
    }

    /**
     * Merges an input that only adds to an entity: it says nothing about whether the entity is there.
     *
     * @param scope what its links are known by
     * @param adder what the entity is known by if nothing else finds it
     */
    public void enrich(EntityInput input, String scope, String step, String adder) {
        merge(input, "", scope, step, adder);
    }

    /**
     * Merges what a change feed says: of several words about an entity the last one holds, also about where it is found.
     *
     * @param scope the enumeration that would find it
     */
    public void change(EntityInput input, String scope, String step) {
        EntityType<?> type = type(input.type());
        String id = GraphIds.entity(installation, input.type(), input.key());
        synchronized (stripe(id)) {
            byte[] before = entities.get(id);
            if (before != null) {
                keepEntity(id, before, EntityRecord.decode(before).notFoundYet().encode(type));
            }
            merge(input, scope, scope, step, "");
        }
    }

    private List<String> merge(EntityInput input, String foundIn, String refScope, String step, String adder) {
        EntityType<?> type = type(input.type());
        String id = GraphIds.entity(installation, input.type(), input.key());
        synchronized (stripe(id)) {
            refuseIfSealed();
            byte[] before = entities.get(id);
            EntityRecord current =
                    before == null ? EntityRecord.of(input.type(), input.key()) : EntityRecord.decode(before);
            EntityRecord merged = current.merge(input, foundIn, step);
            if (!input.refs().isEmpty()) {
                merged = merged.withRefs(link(id, type, current.refs(), input, refScope));
            }
            keepEntity(id, before, merged.encode(type));
            if (before == null) {
                if (readableTypes.contains(input.type())) {
                    byType.put(input.type() + ' ' + id, input.key().getBytes(StandardCharsets.UTF_8));
                }
                if (foundIn.isEmpty()) {
                    additions.put(id, adder.getBytes(StandardCharsets.UTF_8));
                }
                return List.of();
            }
            byte[] others = foundIn.isEmpty() ? additions.get(id) : null;
            if (others != null) {
                additions.put(
                        id,
                        Scopes.join(new String(others, StandardCharsets.UTF_8), adder)
                                .getBytes(StandardCharsets.UTF_8));
            }
            return foundIn.isEmpty() ? List.of() : current.conflicts(input, step);
        }
    }

    /** Lets each link of an entity lead to one other at most: a new end replaces the one before. */
    private Map<String, String> link(
            String id, EntityType<?> type, Map<String, String> before, EntityInput input, String scope) {
        Map<String, String> refs = new HashMap<>(before);
        input.refs().forEach((name, target) -> {
            String old = refs.remove(name);
            String now = target == null ? null : put(relationship(id, type, name, input.key(), target, scope));
            if (now != null) {
                refs.put(name, now);
            }
            if (old != null && !old.equals(now)) {
                removeLink(old);
            }
        });
        return refs;
    }

    private RelationshipRecord relationship(
            String id, EntityType<?> type, String name, String key, LinkTarget target, String scope) {
        Optional<? extends RefField<?, ?>> link = type.refField(name);
        if (link.isPresent()) {
            return relationship(id, link.get(), key, target, scope);
        }
        MatchField<?> match =
                type.matchField(name).orElseThrow(() -> new IllegalArgumentException("Not checked at emit: " + name));
        RawRef self = new RawRef(type.name(), key);
        RawRef wanted = new RawRef(match.match().name(), target.key());
        boolean outgoing = match.direction() == Direction.OUTGOING;
        return match(
                id,
                match.verb().name(),
                outgoing ? self : wanted,
                outgoing ? wanted : self,
                "",
                scope,
                target.properties(),
                true);
    }

    private RelationshipRecord match(
            String anchor,
            String verb,
            RawRef fromRef,
            RawRef toRef,
            String discriminator,
            String scope,
            Map<String, Object> properties,
            boolean linkOnly) {
        boolean outgoing = toRef.match().isPresent();
        RawRef wanted = canonical(outgoing ? toRef : fromRef);
        return RelationshipRecord.matched(
                GraphIds.matched(installation, anchor, outgoing, verb, wanted.type(), wanted.key(), discriminator),
                verb,
                anchor,
                outgoing ? fromRef : wanted,
                outgoing ? wanted : toRef,
                scope,
                properties,
                linkOnly);
    }

    /** Values that are the same to the match make the same relationship. */
    private static RawRef canonical(RawRef wanted) {
        return wanted.match()
                .map(match -> new RawRef(wanted.type(), match.canonical(wanted.key())))
                .orElse(wanted);
    }

    private RelationshipRecord relationship(
            String id, RefField<?, ?> link, String key, LinkTarget target, String scope) {
        RawRef self = new RawRef(link.owner().name(), key);
        RawRef other = new RawRef(link.target().name(), target.key());
        String otherId = GraphIds.entity(installation, other.type(), other.key());
        boolean outgoing = link.direction() == Direction.OUTGOING;
        String from = outgoing ? id : otherId;
        String to = outgoing ? otherId : id;
        return new RelationshipRecord(
                GraphIds.relationship(installation, from, link.verb().name(), to, ""),
                link.verb().name(),
                from,
                outgoing ? self : other,
                outgoing ? other : self,
                to,
                scope,
                target.properties(),
                true);
    }

    /** What a listing said, too, stays when a link leads elsewhere. */
    private void removeLink(String key) {
        removeIf(key, RelationshipRecord::linkOnly);
    }

    private void removeRelationship(String key) {
        removeIf(key, relationship -> true);
    }

    private void removeIf(String key, Predicate<RelationshipRecord> condition) {
        synchronized (relationshipStripe(key)) {
            byte[] bytes = relationships.get(key);
            if (bytes != null && condition.test(RelationshipRecord.decode(key, bytes))) {
                forgetRelationship(key, bytes);
            }
            byte[] matched = matches.get(key);
            if (matched != null && condition.test(RelationshipRecord.decode(key, matched))) {
                matches.remove(key);
            }
        }
    }

    /** Adds a relationship that was checked against the schema; several with one id are merged property by property. */
    public void add(RelationshipInput input, String scope) {
        boolean leadsOut = input.to().match().isPresent();
        if (leadsOut || input.from().match().isPresent()) {
            RawRef own = leadsOut ? input.from() : input.to();
            put(match(
                    GraphIds.entity(installation, own.type(), own.key()),
                    input.verb(),
                    input.from(),
                    input.to(),
                    input.discriminator(),
                    scope,
                    input.properties(),
                    false));
            return;
        }
        String from =
                GraphIds.entity(installation, input.from().type(), input.from().key());
        String to = GraphIds.entity(installation, input.to().type(), input.to().key());
        put(new RelationshipRecord(
                GraphIds.relationship(installation, from, input.verb(), to, input.discriminator()),
                input.verb(),
                from,
                input.from(),
                input.to(),
                to,
                scope,
                input.properties(),
                false));
    }

    /** Gives the key under which it is kept. */
    private String put(RelationshipRecord relationship) {
        return keep(relationship, relationship::over);
    }

    /** Keeps a relationship, or what becomes of it over the one that is kept already. */
    private String keep(RelationshipRecord relationship, UnaryOperator<RelationshipRecord> over) {
        String key = relationship.key();
        boolean matched = relationship.matched();
        synchronized (relationshipStripe(key)) {
            refuseIfSealed();
            byte[] before = (matched ? matches : relationships).get(key);
            RelationshipRecord merged =
                    before == null ? relationship : over.apply(RelationshipRecord.decode(key, before));
            if (matched) {
                matches.put(key, merged.encode());
            } else {
                keepRelationship(key, before, merged.encode());
            }
        }
        return key;
    }

    /** Notes that the source itself calls an entity gone, and forgets what was collected of it so far. */
    public void gone(RawRef entity) {
        String id = GraphIds.entity(installation, entity.type(), entity.key());
        synchronized (stripe(id)) {
            refuseIfSealed();
            gone.add(id);
            byte[] collected = entities.get(id);
            if (collected != null) {
                entities.remove(id);
                count(id, collected, false);
                EntityRecord.decode(collected).refs().values().forEach(this::removeRelationship);
                byType.remove(entity.type() + ' ' + id);
                additions.remove(id);
            }
        }
    }

    /** Notes that a relationship which the graph has is no longer, unless it is collected again. */
    public void goneRelationship(String id) {
        refuseIfSealed();
        gone.add(id);
    }

    /**
     * Takes an entity as it is in the graph for collected, as far as nothing else was. One whose type is no longer
     * declared stays out.
     */
    public void restage(PriorEntity prior) {
        EntityType<?> type = types.get(prior.type());
        if (type == null) {
            return;
        }
        synchronized (stripe(prior.id())) {
            refuseIfSealed();
            byte[] before = entities.get(prior.id());
            EntityRecord current =
                    before == null ? EntityRecord.of(prior.type(), prior.key()) : EntityRecord.decode(before);
            keepEntity(prior.id(), before, current.carryOver(prior, type).encode(type));
            if (before == null && readableTypes.contains(prior.type())) {
                byType.put(prior.type() + ' ' + prior.id(), prior.key().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /**
     * Takes an entity as it is in the graph for all that a step collects of it, if that is what was published and nothing
     * was collected of it yet.
     *
     * @return whether it was taken
     */
    public boolean stands(PriorEntity prior, String step) {
        EntityType<?> type = type(prior.type());
        synchronized (stripe(prior.id())) {
            refuseIfSealed();
            byte[] whole = EntityRecord.asIn(prior, type, step).encode(type);
            // Somebody else's change to the graph would be taken for the source's, and so would a field of another
            // kind.
            if (entities.containsKey(prior.id()) || !EntityRecord.hash(whole).equals(prior.hash())) {
                return false;
            }
            keepEntity(prior.id(), null, whole);
            if (readableTypes.contains(prior.type())) {
                byType.put(prior.type() + ' ' + prior.id(), prior.key().getBytes(StandardCharsets.UTF_8));
            }
            return true;
        }
    }

    /**
     * Takes for collected what an enumeration found that the source calls unchanged.
     *
     * @param typeNames the entity types that it found
     * @param links the names of the kinds of relationships that it may have found: others in this scope are not its own
     */
    public void restage(PriorGraph prior, String scope, Collection<String> typeNames, Set<String> links) {
        List<String> batch = new ArrayList<>();
        if (!scope.equals(Scopes.ROOT)) {
            batch.add(scope);
        }
        prior.inScope(scope, typeNames, entity -> {
            // Found in this scope once more; other enumerations speak for themselves.
            restage(entity.foundIn(scope));
            batch.add(entity.id());
            if (batch.size() == BATCH) {
                prior.relationshipsInScope(scope, batch, relationship -> restage(relationship, scope, links));
                batch.clear();
            }
        });
        prior.relationshipsInScope(scope, batch, relationship -> restage(relationship, scope, links));
    }

    /** Takes a relationship as it is in the graph for collected; what was collected of it before is newer. */
    private void restage(PriorRelationship prior, String scope, Set<String> links) {
        if (!links.contains(prior.output()) || prior.oneOfEach()) {
            return;
        }
        boolean leadsOut = prior.toRef().match().isPresent();
        boolean comesIn = prior.fromRef().match().isPresent();
        RelationshipRecord known = leadsOut || comesIn
                ? RelationshipRecord.matched(
                        prior.id(),
                        prior.verb(),
                        leadsOut ? prior.from() : prior.to(),
                        prior.fromRef(),
                        prior.toRef(),
                        scope,
                        prior.properties(),
                        false)
                : new RelationshipRecord(
                        prior.id(),
                        prior.verb(),
                        prior.from(),
                        prior.fromRef(),
                        prior.toRef(),
                        prior.to(),
                        scope,
                        prior.properties(),
                        false);
        if (!known.matched() || declares(known)) {
            keep(known, before -> before.alsoFoundIn(scope));
        }
    }

    private boolean declares(RelationshipRecord matched) {
        String output = Output.between(matched.fromRef(), matched.verb(), matched.toRef());
        return matchFields.stream().anyMatch(link -> link.outputName().equals(output));
    }

    /**
     * Decides about entities that something added to, but nothing found: those that are in the graph stay as found
     * there, others count as found by what added. Called once, after the seal.
     */
    public void settle(PriorGraph prior) {
        List<String> batch = new ArrayList<>();
        for (Iterator<Map.Entry<String, byte[]>> ids = additions.entries(); ids.hasNext(); ) {
            batch.add(ids.next().getKey());
            if (batch.size() == BATCH || !ids.hasNext()) {
                settle(batch, prior);
                batch.clear();
            }
        }
    }

    private void settle(List<String> ids, PriorGraph prior) {
        List<String> unfound = ids.stream()
                .filter(id -> EntityRecord.decode(value(entities, id)).scope().isEmpty())
                .toList();
        Map<String, PriorEntity> known = prior.entities(unfound);
        for (String id : unfound) {
            byte[] bytes = value(entities, id);
            EntityRecord added = EntityRecord.decode(bytes);
            EntityType<?> type = type(added.type());
            PriorEntity before = known.get(id);
            String adders = new String(value(additions, id), StandardCharsets.UTF_8);
            EntityRecord settled = before == null ? added.alsoFoundIn(adders) : added.carryOver(before, type);
            keepEntity(id, bytes, settled.encode(type));
        }
    }

    /**
     * Ends the collecting. Waits for adds that are under way; later ones are refused.
     *
     * @throws StagingException if something that was added could not be kept
     */
    public void seal() {
        sealed = true;
        for (Object[] all : List.of(stripes, relationshipStripes)) {
            for (Object stripe : all) {
                synchronized (stripe) {
                    // Whoever was inside is out now, and nobody new gets in.
                }
            }
        }
        // A connector may have swallowed what it was told: what it emitted is not all here, and that proves nothing
        // (I7).
        store.refuseIfFailed();
    }

    /** Names the entities that lack a required field: type and key, then the fields. They are not published. */
    public void forEachIncomplete(BiConsumer<EntityRef, List<String>> consumer) {
        for (Iterator<Map.Entry<String, byte[]>> all = entities.entries(); all.hasNext(); ) {
            byte[] bytes = all.next().getValue();
            if (EntityRecord.lacksRequired(bytes)) {
                EntityRecord entity = EntityRecord.decode(bytes);
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
        return index(typeName)
                .map(entry -> EntityRecord.decode(value(entities, entry.getKey().substring(prefix.length()))))
                .map(entity -> Map.entry(entity.key(), entity.fields()));
    }

    /** The keys of the entities of a readable type, streamed. */
    public Stream<String> keys(String typeName) {
        return index(typeName).map(entry -> new String(entry.getValue(), StandardCharsets.UTF_8));
    }

    /** Read in batches: a long cursor beside writers would read pages that were given up. */
    private Stream<Map.Entry<String, byte[]>> index(String typeName) {
        String prefix = typeName + ' ';
        return Stream.iterate(
                        batchAfter(prefix, prefix),
                        batch -> !batch.isEmpty(),
                        batch -> batch.size() < BATCH
                                ? List.of()
                                : batchAfter(prefix, batch.getLast().getKey() + ' '))
                .flatMap(List::stream);
    }

    private List<Map.Entry<String, byte[]>> batchAfter(String prefix, String start) {
        List<Map.Entry<String, byte[]>> batch = new ArrayList<>();
        Iterator<Map.Entry<String, byte[]>> entries = byType.from(start);
        while (batch.size() < BATCH && entries.hasNext()) {
            Map.Entry<String, byte[]> entry = entries.next();
            if (!entry.getKey().startsWith(prefix)) {
                break;
            }
            batch.add(entry);
        }
        return batch;
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

    private void keepEntity(String id, byte @Nullable [] before, byte[] after) {
        entities.put(id, after);
        if (before != null) {
            count(id, before, false);
        }
        count(id, after, true);
    }

    /** What lacks a required field is not published, so it does not count. */
    private void count(String id, byte[] bytes, boolean added) {
        if (!EntityRecord.lacksRequired(bytes)) {
            if (added) {
                entityDigests.add(id, id, EntityRecord.hash(bytes));
            } else {
                entityDigests.remove(id, id, EntityRecord.hash(bytes));
            }
        }
    }

    private void keepRelationship(String key, byte @Nullable [] before, byte[] after) {
        relationships.put(key, after);
        if (before != null) {
            relationshipDigests.remove(from(key), id(key), RelationshipRecord.hash(before));
        }
        relationshipDigests.add(from(key), id(key), RelationshipRecord.hash(after));
    }

    private void forgetRelationship(String key, byte[] before) {
        relationships.remove(key);
        relationshipDigests.remove(from(key), id(key), RelationshipRecord.hash(before));
    }

    private static String from(String key) {
        return key.substring(0, key.length() / 2);
    }

    private static String id(String key) {
        return key.substring(key.length() / 2);
    }

    @Override
    public DigestTable entityDigests() {
        return entityDigests;
    }

    @Override
    public DigestTable relationshipDigests() {
        return relationshipDigests;
    }

    @Override
    public Iterator<EntityKey> entities(String low, String high) {
        return filtered(
                entities.between(low, high),
                (id, bytes) -> EntityRecord.lacksRequired(bytes)
                        ? Optional.empty()
                        : Optional.of(new EntityKey(id, EntityRecord.hash(bytes), bytes.length)));
    }

    @Override
    public Iterator<RelationshipKey> relationships(String low, String high) {
        return filtered(
                relationships.between(low, high),
                (key, bytes) -> Optional.of(new RelationshipKey(
                        from(key),
                        id(key),
                        RelationshipRecord.toId(bytes),
                        RelationshipRecord.hash(bytes),
                        bytes.length)));
    }

    private static <T> Iterator<T> filtered(
            Iterator<Map.Entry<String, byte[]>> entries, BiFunction<String, byte[], Optional<T>> mapping) {
        Iterable<Map.Entry<String, byte[]>> all = () -> entries;
        return StreamSupport.stream(all.spliterator(), false)
                .map(entry -> mapping.apply(entry.getKey(), entry.getValue()))
                .flatMap(Optional::stream)
                .iterator();
    }

    @Override
    public boolean contains(String entityId) {
        IdIndex index = ids;
        if (index == null && sealed && entityDigests.count() > INDEXED) {
            index = idIndex();
        }
        if (index != null) {
            return index.contains(entityId);
        }
        byte[] bytes = entities.get(entityId);
        return bytes != null && !EntityRecord.lacksRequired(bytes);
    }

    private synchronized IdIndex idIndex() {
        IdIndex index = ids;
        if (index == null) {
            Iterator<EntityKey> all = entities("", "{");
            Iterator<String> sorted = new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return all.hasNext();
                }

                @Override
                public String next() {
                    return all.next().id();
                }
            };
            index = IdIndex.write(file.resolveSibling(file.getFileName() + ".ids.staging"), sorted);
            ids = index;
        }
        return index;
    }

    /** Whether anything was collected of this entity, be it too little to publish it. */
    public boolean collected(String entityId) {
        return entities.containsKey(entityId);
    }

    @Override
    public boolean gone(String id) {
        return gone.containsKey(id);
    }

    @Override
    public boolean incomplete(String entityId) {
        byte[] bytes = entities.get(entityId);
        return bytes != null && EntityRecord.lacksRequired(bytes);
    }

    @Override
    public EntityKey alsoFoundIn(EntityKey entity, String scopes) {
        byte[] before = value(entities, entity.id());
        EntityRecord whole = EntityRecord.decode(before).alsoFoundIn(scopes);
        byte[] bytes = whole.encode(type(whole.type()));
        keepEntity(entity.id(), before, bytes);
        return new EntityKey(entity.id(), EntityRecord.hash(bytes), bytes.length);
    }

    @Override
    public RelationshipKey alsoFoundIn(RelationshipKey relationship, String scopes) {
        String key = relationship.from() + relationship.id();
        byte[] before = value(relationships, key);
        byte[] bytes =
                RelationshipRecord.decode(key, before).alsoFoundIn(scopes).encode();
        keepRelationship(key, before, bytes);
        return new RelationshipKey(
                relationship.from(),
                relationship.id(),
                relationship.to(),
                RelationshipRecord.hash(bytes),
                bytes.length);
    }

    @Override
    public EntityKey carryOver(PriorEntity prior) {
        byte[] before = value(entities, prior.id());
        EntityRecord whole = EntityRecord.decode(before);
        EntityType<?> type = type(whole.type());
        byte[] bytes = whole.carryOver(prior, type).encode(type);
        keepEntity(prior.id(), before, bytes);
        return new EntityKey(prior.id(), EntityRecord.hash(bytes), bytes.length);
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
        return RelationshipRecord.decode(from + id, value(relationships, from + id))
                .staged();
    }

    @Override
    public Collection<MatchField<?>> matchFields() {
        return matchFields;
    }

    @Override
    public Iterator<StagedRelationship> matches() {
        return filtered(
                matches.entries(),
                (key, bytes) ->
                        Optional.of(RelationshipRecord.decode(key, bytes).staged()));
    }

    @Override
    public boolean asserts(StagedRelationship relationship) {
        return relationship.matched()
                ? matches.containsKey(relationship.anchor() + relationship.id())
                : relationships.containsKey(relationship.from() + relationship.id());
    }

    @Override
    public void put(StagedRelationship relationship) {
        RelationshipRecord known = RelationshipRecord.of(relationship);
        relationships.put(known.key(), known.encode());
    }

    /** Gives up what was collected. */
    @Override
    public synchronized void close() {
        if (ids != null) {
            ids.close();
        }
        store.close();
    }

    private EntityType<?> type(String name) {
        EntityType<?> type = types.get(name);
        if (type == null) {
            throw new IllegalArgumentException("Not checked at emit: " + name);
        }
        return type;
    }

    /** Not the stripe of an entity: whoever holds one of those may ask for one of these, never the other way round. */
    private Object relationshipStripe(String key) {
        return relationshipStripes[Math.floorMod(key.hashCode(), STRIPES)];
    }

    private Object stripe(String key) {
        return stripes[Math.floorMod(key.hashCode(), STRIPES)];
    }

    private void refuseIfSealed() {
        if (sealed) {
            throw new IllegalStateException("The sync is no longer collecting.");
        }
    }

    private static byte[] value(DiskMap map, String key) {
        byte[] bytes = map.get(key);
        if (bytes == null) {
            throw new IllegalArgumentException("Not in staging: " + key);
        }
        return bytes;
    }

    /** Changes in the order they came, a map for each operation. */
    private final class Spool implements ChangeSpool {
        private final Map<Change.Operation, MVMap<Long, String>> changes = new HashMap<>();
        private final DiskMap deleted = store.map("deleted");
        private final DiskMap parked = store.map("parked");
        private final DeletionSpool deletions = new DiskDeletions(store);
        private final DiskMap pending = store.map("pending");

        Spool() {
            Function<Change.Operation, MVMap<Long, String>> open = operation -> store.ordered(
                    "changes." + operation, new MVMap.Builder<Long, String>().valueType(StringDataType.INSTANCE));
            for (Change.Operation operation : Change.Operation.values()) {
                changes.put(operation, open.apply(operation));
            }
        }

        @Override
        public void append(Change change) {
            MVMap<Long, String> map = changesOf(change.operation());
            // Ids and handles hold no spaces.
            String line = change.id() + ' ' + change.from() + ' ' + change.elementId() + ' ' + change.sizeBytes();
            store.onDisk(() -> {
                map.append(map.sizeAsLong(), line);
                return line;
            });
            if (change.operation() == Change.Operation.DELETE_ENTITY) {
                deleted.add(change.id());
            }
        }

        @Override
        public Iterator<Change> changes(Change.Operation operation) {
            Cursor<Long, String> cursor =
                    store.onDisk(() -> changesOf(operation).cursor(null));
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return store.onDisk(cursor::hasNext);
                }

                @Override
                public Change next() {
                    store.onDisk(cursor::next);
                    String[] parts = cursor.getValue().split(" ", -1);
                    return new Change(operation, parts[0], parts[1], parts[2], Long.parseLong(parts[3]));
                }
            };
        }

        @Override
        public DeletionSpool deletions() {
            return deletions;
        }

        @Override
        public void park(Parked unseen) {
            parked.put(unseen.id(), DiskDeletions.encode(unseen));
        }

        @Override
        public Iterator<Parked> parked() {
            return filtered(parked.entries(), (id, bytes) -> Optional.of(DiskDeletions.decode(id, bytes)));
        }

        @Override
        public void unpark(Parked decided) {
            parked.remove(decided.id());
        }

        @Override
        public void pend(Pending relationship) {
            pending.put(relationship.relationship().id(), bytes(relationship));
        }

        @Override
        public Iterator<Pending> pending() {
            return filtered(pending.entries(), (id, bytes) -> Optional.of(waiting(bytes)));
        }

        @Override
        public Pending pending(String id) {
            return waiting(value(pending, id));
        }

        @Override
        public boolean deletes(String entityId) {
            return deleted.containsKey(entityId);
        }

        private static byte[] bytes(Pending waiting) {
            try {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
                PendingCodec.write(new DataOutputStream(bytes), waiting);
                return bytes.toByteArray();
            } catch (IOException e) {
                throw new UncheckedIOException("Memory does not fail.", e);
            }
        }

        private static Pending waiting(byte[] bytes) {
            try {
                return PendingCodec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
            } catch (IOException e) {
                throw new UncheckedIOException("Staging is damaged.", e);
            }
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
