package io.cadastre.cypher.ingest;

import io.cadastre.cypher.codec.ValueCodec;
import io.cadastre.cypher.lease.Fence;
import io.cadastre.cypher.platform.Document;
import io.cadastre.cypher.platform.DocumentChange;
import io.cadastre.cypher.platform.DocumentKind;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * A change set on disk: whole, checked by a sum, and forced to the disk before the first of it is published, so that a
 * publish which was cut off goes on where it was (I10).
 *
 * <p>The file: a mark with the version, the publication, the mutations one after the other, their number and size, and a
 * sum over all of it.
 */
final class SealedChanges implements ChangeSet {
    /** What the names of such files end in. */
    static final String SUFFIX = ".sealed";

    private static final String MARK = "cadastre change set 2";
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final Publication publication;
    private final long count;
    private final long sizeBytes;

    private SealedChanges(Path file, Publication publication, long count, long sizeBytes) {
        this.file = file;
        this.publication = publication;
        this.count = count;
        this.sizeBytes = sizeBytes;
    }

    /** Whose changes they are. */
    Publication publication() {
        return publication;
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public long sizeBytes() {
        return sizeBytes;
    }

    /**
     * Writes a change set and returns when it is on the disk.
     *
     * @throws SealException naming the file, for example if the disk is full; nothing is left of it then
     */
    static SealedChanges seal(Path directory, Publication publication, ChangeSet changes) {
        Path file = directory.resolve(publication.syncId() + SUFFIX);
        try {
            Files.createDirectories(directory);
            write(file, publication, changes);
            // The entry in the directory has to be there after a loss of power, too.
            try (FileChannel entry = FileChannel.open(directory, StandardOpenOption.READ)) {
                entry.force(true);
            }
            return new SealedChanges(file, publication, changes.count(), changes.sizeBytes());
        } catch (IOException e) {
            remove(file);
            throw new SealException(
                    "The change set cannot be written to " + file + " (" + e.getMessage()
                            + "). Make room there; nothing was published.",
                    e);
        }
    }

    private static void write(Path file, Publication publication, ChangeSet changes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
                CheckedOutputStream summed = new CheckedOutputStream(
                        new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER), new CRC32C())) {
            DataOutputStream out = new DataOutputStream(summed);
            ValueCodec.writeText(out, MARK);
            writePublication(out, publication);
            out.writeLong(changes.count());
            out.writeLong(changes.sizeBytes());
            for (Iterator<Mutation> mutations = changes.from(0); mutations.hasNext(); ) {
                MutationCodec.write(out, mutations.next());
            }
            out.writeLong(summed.getChecksum().getValue());
            out.flush();
            channel.force(true);
        }
    }

    /**
     * Opens a change set that an earlier process sealed.
     *
     * @throws IOException if the file is damaged, of another version, or not whole
     */
    static SealedChanges open(Path file) throws IOException {
        checkSum(file);
        try (Reader reader = new Reader(file)) {
            return new SealedChanges(file, reader.publication, reader.count, reader.sizeBytes);
        }
    }

    /** Before anything else is read: a length that is damaged may ask for more memory than there is. */
    private static void checkSum(Path file) throws IOException {
        CRC32C sum = new CRC32C();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
            byte[] some = new byte[BUFFER];
            long left = Files.size(file) - Long.BYTES;
            while (left > 0) {
                int read = in.readNBytes(some, 0, (int) Math.min(some.length, left));
                if (read == 0) {
                    break;
                }
                sum.update(some, 0, read);
                left -= read;
            }
            if (left != 0 || in.readLong() != sum.getValue()) {
                throw new IOException("Its sum does not fit.");
            }
        }
    }

    @Override
    public Iterator<Mutation> from(long position) {
        return new Iterator<>() {
            private final Reader reader = reader();
            private long next = skip(position);

            private Reader reader() {
                try {
                    return new Reader(file);
                } catch (IOException e) {
                    throw damaged(e);
                }
            }

            private long skip(long many) {
                for (long i = 0; i < many; i++) {
                    read();
                }
                return many;
            }

            @Override
            public boolean hasNext() {
                if (next >= count) {
                    reader.close();
                    return false;
                }
                return true;
            }

            @Override
            public Mutation next() {
                if (next >= count) {
                    throw new NoSuchElementException();
                }
                next++;
                return read();
            }

            private Mutation read() {
                try {
                    return reader.mutation();
                } catch (IOException e) {
                    throw damaged(e);
                }
            }
        };
    }

    private UncheckedIOException damaged(IOException cause) {
        return new UncheckedIOException("The change set " + file + " cannot be read.", cause);
    }

    /** Removes the file: all of it is published, or nothing of it will be. */
    void discard() {
        remove(file);
    }

    static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            System.getLogger(SealedChanges.class.getName())
                    .log(System.Logger.Level.WARNING, "{0} is no longer needed and cannot be removed.", file);
        }
    }

    private static void writePublication(DataOutputStream out, Publication publication) throws IOException {
        ValueCodec.writeText(out, publication.installation());
        ValueCodec.writeText(out, publication.connector());
        ValueCodec.writeText(out, publication.syncId());
        Instant at = publication.at();
        out.writeLong(at.getEpochSecond());
        out.writeInt(at.getNano());
        ValueCodec.writeText(out, publication.fence().name());
        out.writeLong(publication.fence().token());
        out.writeInt(publication.along().size());
        for (DocumentChange change : publication.along()) {
            switch (change) {
                case DocumentChange.Put(DocumentKind kind, Document document) -> {
                    ValueCodec.writeText(out, kind.name());
                    ValueCodec.writeText(out, document.id());
                    out.writeBoolean(true);
                    ValueCodec.writeText(out, document.order());
                    ValueCodec.writeValues(out, new HashMap<>(document.attributes()));
                    ValueCodec.writeText(out, document.body());
                }
                case DocumentChange.Delete(DocumentKind kind, String id) -> {
                    ValueCodec.writeText(out, kind.name());
                    ValueCodec.writeText(out, id);
                    out.writeBoolean(false);
                }
            }
        }
    }

    private static Publication readPublication(DataInputStream in) throws IOException {
        String installation = ValueCodec.readText(in);
        String connector = ValueCodec.readText(in);
        String syncId = ValueCodec.readText(in);
        Instant at = Instant.ofEpochSecond(in.readLong(), in.readInt());
        Fence fence = new Fence(ValueCodec.readText(in), in.readLong());
        List<DocumentChange> along = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            DocumentKind kind = DocumentKind.valueOf(ValueCodec.readText(in));
            String id = ValueCodec.readText(in);
            if (in.readBoolean()) {
                String order = ValueCodec.readText(in);
                Map<String, String> attributes = new HashMap<>();
                ValueCodec.readValues(in).forEach((name, value) -> attributes.put(name, value.toString()));
                along.add(new DocumentChange.Put(kind, new Document(id, order, attributes, ValueCodec.readText(in))));
            } else {
                along.add(new DocumentChange.Delete(kind, id));
            }
        }
        return new Publication(installation, connector, syncId, at, along, fence);
    }

    /** Reads one file from its beginning. */
    private static final class Reader implements AutoCloseable {
        private final DataInputStream in;
        private final Publication publication;
        private final long count;
        private final long sizeBytes;

        Reader(Path file) throws IOException {
            in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
            try {
                if (!ValueCodec.readText(in).equals(MARK)) {
                    throw new IOException("This is no change set of this version of Cadastre.");
                }
                publication = readPublication(in);
                count = in.readLong();
                sizeBytes = in.readLong();
            } catch (IOException | RuntimeException e) {
                in.close();
                throw e;
            }
        }

        Mutation mutation() throws IOException {
            return MutationCodec.read(in);
        }

        @Override
        public void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
