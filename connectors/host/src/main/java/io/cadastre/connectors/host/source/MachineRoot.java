package io.cadastre.connectors.host.source;

import io.cadastre.spi.ConnectorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The root of the machine's files: {@code /}, or where it is mounted. Tells what is not there from what may not be read.
 *
 * @param directory where the root is
 */
public record MachineRoot(Path directory) {
    /** Whether the machine is the one that this process itself sees. */
    public boolean isOwn() {
        return directory.equals(Path.of("/"));
    }

    /** Where a path of the machine lies. */
    public Path resolve(String absolute) {
        return directory.resolve(absolute.substring(1));
    }

    /**
     * The text of a file, if it is there. Bytes that are not UTF-8 become replacement characters.
     *
     * @throws ConnectorException.Permission if it may not be read
     */
    public Optional<String> text(String absolute) throws ConnectorException {
        try {
            return Optional.of(new String(read(absolute), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (AccessDeniedException e) {
            throw denied(absolute);
        } catch (IOException e) {
            throw new ConnectorException.Unavailable(absolute + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The text of a file without the white space around it, if the file is there, may be read and is not empty. */
    public Optional<String> readable(String absolute) {
        try {
            return Optional.of(new String(read(absolute), StandardCharsets.UTF_8).strip())
                    .filter(text -> !text.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private byte[] read(String absolute) throws IOException {
        // Files of /proc say that they are empty, so the size is no guide.
        try (var in = Files.newInputStream(resolve(absolute))) {
            return in.readAllBytes();
        }
    }

    /**
     * The names in a directory, in order; none if it is not there.
     *
     * @throws ConnectorException.Permission if it may not be read
     */
    public List<String> names(String absolute) throws ConnectorException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(resolve(absolute))) {
            List<String> names = new ArrayList<>();
            entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
            names.sort(null);
            return names;
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (AccessDeniedException e) {
            throw denied(absolute);
        } catch (IOException e) {
            throw new ConnectorException.Unavailable(absolute + " cannot be listed: " + e.getMessage(), e);
        }
    }

    private static ConnectorException.Permission denied(String absolute) {
        return new ConnectorException.Permission("read access to " + absolute, absolute + " may not be read.");
    }
}
