package io.cadastre.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The project of a new connector, made from templates. */
final class ConnectorSkeleton {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int LONGEST = 40;
    private static final String VERSION = "0.1.0-SNAPSHOT";

    private final String name;

    private ConnectorSkeleton(String name) {
        this.name = name;
    }

    /** Whether a connector can have this name. */
    static boolean accepts(String name) {
        return name.length() <= LONGEST && NAME.matcher(name).matches();
    }

    /** The project of a connector whose name is accepted. */
    static ConnectorSkeleton named(String name) {
        return new ConnectorSkeleton(name);
    }

    /** Writes all files of the project below a directory. */
    void writeTo(Path directory) throws IOException {
        for (Map.Entry<String, String> file : files().entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            Files.writeString(path, file.getValue());
        }
    }

    /** The texts of the project, by their path. */
    Map<String, String> files() throws IOException {
        String main = "src/main/java/" + packageName().replace('.', '/') + "/" + type();
        String test = "src/test/java/" + packageName().replace('.', '/') + "/" + type();
        Map<String, String> files = new LinkedHashMap<>();
        files.put("pom.xml", filled("pom.xml"));
        files.put("README.md", filled("README.md"));
        files.put(main + "Account.java", filled("Account.java"));
        files.put(main + "Item.java", filled("Item.java"));
        files.put(main + "Connector.java", filled("Connector.java"));
        files.put(
                "src/main/resources/META-INF/services/io.cadastre.spi.ConnectorModule",
                packageName() + "." + type() + "Connector\n");
        files.put(test + "Backend.java", filled("Backend.java"));
        files.put(test + "ConformanceTest.java", filled("ConformanceTest.java"));
        return files;
    }

    String packageName() {
        // A word of the language is no package's name, so none stands alone.
        return "com.example." + name.replace('-', '_') + "_connector";
    }

    /** What its classes begin with. */
    String type() {
        return words("");
    }

    private String words(String between) {
        return Arrays.stream(name.split("-"))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining(between));
    }

    private String filled(String template) throws IOException {
        try (InputStream text = Objects.requireNonNull(
                ConnectorSkeleton.class.getResourceAsStream("/new-connector/" + template + ".txt"))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${package}", packageName())
                    .replace("${namespace}", name.replace('-', '_'))
                    .replace("${name}", name)
                    .replace("${Type}", type())
                    .replace("${display}", words(" "))
                    .replace("${version}", VERSION);
        }
    }
}
