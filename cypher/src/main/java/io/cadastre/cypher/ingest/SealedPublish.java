package io.cadastre.cypher.ingest;

import io.cadastre.cypher.Neo4jGraph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.neo4j.driver.Session;

/** A publish that a process sealed on disk and may not have ended. */
public final class SealedPublish {
    private final SealedChanges changes;

    private SealedPublish(SealedChanges changes) {
        this.changes = changes;
    }

    /** Whose changes they are. */
    public Publication publication() {
        return changes.publication();
    }

    SealedChanges changes() {
        return changes;
    }

    /** Whether some of it may be in the graph. */
    boolean begun(Neo4jGraph graph) {
        try (Session session = graph.readSession()) {
            return session.executeRead(tx -> Journal.state(tx, publication().installation()))
                    .map(state -> state.publish().equals(publication().key()))
                    .orElse(false);
        }
    }

    static List<SealedPublish> in(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(SealedChanges.SUFFIX))
                    .sorted()
                    .flatMap(file -> open(file).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The change sets in " + directory + " cannot be read.", e);
        }
    }

    /** One that is not whole was never published: the first transaction comes after all of it is on disk. */
    private static Optional<SealedPublish> open(Path file) {
        try {
            return Optional.of(new SealedPublish(SealedChanges.open(file)));
        } catch (IOException e) {
            System.getLogger(SealedPublish.class.getName())
                    .log(Level.WARNING, "{0} is no whole change set ({1}) and is removed.", file, e.getMessage());
            SealedChanges.remove(file);
            return Optional.empty();
        }
    }
}
