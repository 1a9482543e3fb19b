package io.cadastre.connectors.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs that a test needs on this machine. {@code ./cadastre test} installs them where it may. */
public final class Program {
    private Program() {}

    /**
     * Finds a program.
     *
     * @param name its name, or its path if it is none of those on the PATH
     * @return empty if it is not installed: the test is skipped then, and says what to install
     */
    public static Optional<Path> find(String name) {
        return Stream.concat(
                        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":")),
                        Stream.of("/usr/sbin", "/sbin"))
                .map(directory -> Path.of(directory).resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
