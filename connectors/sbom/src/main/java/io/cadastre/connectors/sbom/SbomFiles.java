package io.cadastre.connectors.sbom;

import io.cadastre.spi.ConnectorException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The documents that settings name. */
final class SbomFiles {
    private static final Pattern NAME = Pattern.compile(
            "(?:.*[._-])?(?:(?:bom|sbom|cdx|spdx)\\.json|(?:bom|sbom|cdx)\\.xml)", Pattern.CASE_INSENSITIVE);

    private static final Pattern XML = Pattern.compile("\\.xml$", Pattern.CASE_INSENSITIVE);

    /** Where documents of others lie, thousands of them. */
    private static final Set<String> NOT_LOOKED_INTO = Set.of("node_modules", ".git");

    private SbomFiles() {}

    /**
     * All documents, in an order that does not vary.
     *
     * @throws ConnectorException if a folder cannot be listed: then nobody knows which documents there are
     */
    static List<Path> list(SbomSettings settings) throws ConnectorException {
        Set<Path> files = new TreeSet<>();
        for (Path path : settings.paths()) {
            if (Files.isDirectory(path)) {
                files.addAll(in(path));
            } else {
                files.add(path);
            }
        }
        return new ArrayList<>(files);
    }

    private static Set<Path> in(Path folder) throws ConnectorException {
        Set<Path> files = new TreeSet<>();
        list(folder, files);
        // Some tools write each document in both.
        files.removeIf(file -> files.contains(inJson(file)) && !inJson(file).equals(file));
        return files;
    }

    private static Path inJson(Path file) {
        return file.resolveSibling(
                XML.matcher(String.valueOf(file.getFileName())).replaceFirst(".json"));
    }

    private static void list(Path folder, Set<Path> files) throws ConnectorException {
        try {
            // What is no regular file but has the name of a document is kept: reading it says what is wrong.
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
                    String name = String.valueOf(each.getFileName());
                    if (each.equals(folder)) {
                        return FileVisitResult.CONTINUE;
                    }
                    if (NAME.matcher(name).matches()) {
                        files.add(each);
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    return NOT_LOOKED_INTO.contains(name) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) {
                    if (NAME.matcher(String.valueOf(each.getFileName())).matches()) {
                        files.add(each);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    static ConnectorException unreadable(Path path, IOException e) {
        return switch (e) {
            case AccessDeniedException denied ->
                new ConnectorException.Permission("read access to " + path, path + " may not be read.");
            case NoSuchFileException missing -> new ConnectorException.Unavailable("There is no " + path + ".", e);
            default -> new ConnectorException.Unavailable(path + " cannot be read.", e);
        };
    }
}
