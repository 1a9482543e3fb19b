package io.cadastre.connectors.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder of documents, for connectors that read files by the setting {@code files}. The first document holds the items
 * that are counted.
 */
public abstract class FolderBackend implements Backend {
    private final Path folder;
    private final Listing items;
    private final Listing documents;
    private int itemCount = 2;
    private int documentCount = 1;

    /**
     * A folder that is to have one document of two items: a subclass calls {@link #repair} when it is complete.
     *
     * @param folder an empty one
     * @param items what a document holds
     * @param documents the documents themselves
     */
    protected FolderBackend(Path folder, Listing items, Listing documents) {
        this.folder = folder;
        this.items = items;
        this.documents = documents;
    }

    /** The name of the file of a document, by its number from 0 on. */
    protected abstract String fileName(int document);

    /** A whole document with so many items. */
    protected abstract String content(int document, int itemsInIt);

    @Override
    public final Map<String, Object> config() {
        return Map.of("files", List.of(folder.toString()));
    }

    @Override
    public final List<Listing> listings() {
        return List.of(items, documents);
    }

    @Override
    public final void populate(Listing listing, int number) {
        if (listing.equals(items)) {
            itemCount = number;
        } else {
            documentCount = number;
        }
        repair();
    }

    @Override
    public final Set<Fault> faults() {
        return Set.of(Fault.BROKEN, Fault.MALFORMED);
    }

    @Override
    public final void fail(Listing listing, Fault fault, When when) {
        try {
            Path first = folder.resolve(fileName(0));
            if (fault == Fault.MALFORMED) {
                String whole = Files.readString(first);
                Files.writeString(first, whole.substring(0, whole.length() / 2));
            } else {
                // What cannot be read as a file is a directory: modes of files keep nothing from root.
                Files.delete(first);
                Files.createDirectory(first);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public final void failEverything(Fault fault) {
        fail(documents, fault, When.ALWAYS);
    }

    @Override
    public final void repair() {
        try {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            for (int each = 0; each < documentCount; each++) {
                Files.writeString(folder.resolve(fileName(each)), content(each, each == 0 ? itemCount : 0));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public final void awaitHanging() {
        throw new IllegalStateException("Nothing hangs here.");
    }

    @Override
    public final void close() {}
}
