package io.cadastre.engine.connector;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarFile;

/**
 * The jars of one third-party connector.
 *
 * @param name the folder's name
 * @param jars those that can be read, in the order of their names
 * @param problems what is wrong with others, for people
 */
record PluginFolder(String name, List<Path> jars, List<String> problems) {
    PluginFolder {
        jars = List.copyOf(jars);
        problems = List.copyOf(problems);
    }

    /** The folders in a directory of plugins; none if there is no such directory. */
    static List<PluginFolder> in(Path directory) {
        List<PluginFolder> folders = new ArrayList<>();
        try {
            for (Path folder : sorted(directory, "*")) {
                if (Files.isDirectory(folder)) {
                    folders.add(read(folder));
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            folders.add(new PluginFolder(
                    name(directory), List.of(), List.of("The directory " + directory + " cannot be read.")));
        }
        return folders;
    }

    private static PluginFolder read(Path folder) {
        List<Path> jars = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        try {
            for (Path jar : sorted(folder, "*.jar")) {
                try (JarFile opened = new JarFile(jar.toFile())) {
                    opened.getManifest();
                    jars.add(jar);
                } catch (IOException e) {
                    problems.add("'" + name(jar) + "' is not a jar that can be read: " + e.getMessage() + ".");
                }
            }
            if (jars.isEmpty() && problems.isEmpty()) {
                problems.add("There is no jar in it. Put the connector's jar and those it needs into it.");
            }
        } catch (IOException e) {
            problems.add("The folder cannot be read: " + e.getClass().getSimpleName() + ".");
        }
        return new PluginFolder(name(folder), jars, problems);
    }

    private static List<Path> sorted(Path directory, String pattern) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, pattern)) {
            stream.forEach(found::add);
        }
        found.sort(Comparator.naturalOrder());
        return found;
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    /** The classes in the jars. */
    ClassLoader loader(ClassLoader host) {
        return new PluginClassLoader(name, jars.stream().map(PluginFolder::url).toArray(URL[]::new), host);
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("Every file has a URL.", e);
        }
    }
}
