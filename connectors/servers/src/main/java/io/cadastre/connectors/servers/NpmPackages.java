package io.cadastre.connectors.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Packages from npm that a test needs, each in one version. They are installed once, below the user's cache. */
final class NpmPackages {
    private NpmPackages() {}

    /** Whether Node and npm are there. */
    static boolean possible() {
        return Program.find("node").isPresent() && Program.find("npm").isPresent();
    }

    /**
     * Installs them, unless that was done before.
     *
     * @param folder what they are kept under; it has to change with any of the versions
     * @param packages each with its version
     * @param log where npm's output goes
     * @return the folder {@code node_modules}
     */
    static Path installed(String folder, List<String> packages, Path log) {
        Path home = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("cadastre");
        Path installed = home.resolve(folder);
        if (!Files.isDirectory(installed)) {
            try {
                Files.createDirectories(home);
                // Two tests may come here at once: each installs for itself, and one of them is kept.
                Path own = Files.createTempDirectory(home, folder + "-");
                List<String> command = new ArrayList<>(List.of(
                        Program.find("npm").orElseThrow().toString(),
                        "install",
                        "--prefix",
                        own.toString(),
                        "--ignore-scripts",
                        "--no-audit",
                        "--no-fund"));
                command.addAll(packages);
                RealServer.run(command, Map.of(), log);
                keep(own, installed);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return installed.resolve("node_modules");
    }

    private static void keep(Path own, Path installed) throws IOException {
        try {
            Files.move(own, installed, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (FileSystemException e) {
            if (!Files.isDirectory(installed)) {
                throw e;
            }
        }
    }
}
