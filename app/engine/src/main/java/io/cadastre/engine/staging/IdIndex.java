package io.cadastre.engine.staging;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;

/**
 * The ids of all collected entities, sorted in a file that is mapped into memory: what a relationship leads to is looked
 * up at random and millions of times, which takes no heap here and mostly no disk. Safe for use by several threads.
 */
final class IdIndex implements AutoCloseable {
    private static final int ID_BYTES = 26;

    private final Path file;
    private final Arena arena;
    private final MemorySegment ids;
    private final long count;

    private IdIndex(Path file, Arena arena, MemorySegment ids, long count) {
        this.file = file;
        this.arena = arena;
        this.ids = ids;
        this.count = count;
    }

    /**
     * Writes an index.
     *
     * @param sorted the ids, ascending
     */
    static IdIndex write(Path file, Iterator<String> sorted) {
        try {
            long count = 0;
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
                while (sorted.hasNext()) {
                    out.write(sorted.next().getBytes(StandardCharsets.US_ASCII));
                    count++;
                }
            }
            Arena arena = Arena.ofShared();
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                MemorySegment ids = channel.map(FileChannel.MapMode.READ_ONLY, 0, count * ID_BYTES, arena);
                return new IdIndex(file, arena, ids, count);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The index " + file + " cannot be written.", e);
        }
    }

    boolean contains(String id) {
        byte[] wanted = id.getBytes(StandardCharsets.US_ASCII);
        long low = 0;
        long high = count;
        while (low < high) {
            long middle = (low + high) >>> 1;
            int order = compare(middle, wanted);
            if (order == 0) {
                return true;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return false;
    }

    private int compare(long index, byte[] wanted) {
        long start = index * ID_BYTES;
        for (int i = 0; i < ID_BYTES; i++) {
            int order = ids.get(ValueLayout.JAVA_BYTE, start + i) - wanted[i];
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    @Override
    public void close() {
        arena.close();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The index " + file + " cannot be removed.", e);
        }
    }
}
