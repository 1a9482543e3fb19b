package io.cadastre.connectors.terraform;

import io.cadastre.spi.ConnectorException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The states that settings name. */
final class StateFiles {
    static final long MOST_BYTES = 256L << 20;

    private static final String SUFFIX = ".tfstate";

    /** Where Terraform keeps what it fetched; the file of that suffix in it only says where the state is. */
    private static final String WORKING_FOLDER = ".terraform";

    private StateFiles() {}

    /**
     * All states, in an order that does not vary.
     *
     * @throws ConnectorException if a folder cannot be listed: then nobody knows which states there are
     */
    static List<StateSource> sources(TerraformSettings settings) throws ConnectorException {
        Set<Path> files = new TreeSet<>();
        for (Path path : settings.paths()) {
            if (Files.isDirectory(path)) {
                list(path, files);
            } else {
                files.add(path);
            }
        }
        List<StateSource> sources = new ArrayList<>();
        files.forEach(file -> sources.add(new StateSource.InFile(file)));
        settings.addresses().forEach(address -> sources.add(new StateSource.AtAddress(address)));
        return sources;
    }

    private static void list(Path folder, Set<Path> files) throws ConnectorException {
        try {
            // What is no regular file but has the name of a state is kept: reading it says what is wrong.
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
                    String name = String.valueOf(each.getFileName());
                    if (each.equals(folder)) {
                        return FileVisitResult.CONTINUE;
                    }
                    if (name.endsWith(SUFFIX)) {
                        files.add(each);
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    return name.equals(WORKING_FOLDER) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) {
                    if (String.valueOf(each.getFileName()).endsWith(SUFFIX)) {
                        files.add(each);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw StateSource.InFile.unreadable(folder, e);
        }
    }
}
