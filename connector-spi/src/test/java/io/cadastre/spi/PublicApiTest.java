package io.cadastre.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The public API of the SPI, word by word: connectors of others compile against it, so it changes only on purpose. After
 * a change on purpose, replace {@code public-api.txt} by what this test leaves in {@code target}.
 */
class PublicApiTest {
    @Test
    void thePublicApiIsTheOneThatWasAgreed() throws Exception {
        List<String> now = publicApi();
        Path left = Path.of("target/public-api.txt");
        Files.write(left, now);

        assertThat(now)
                .as("the public API; the new one is in %s", left)
                .isEqualTo(Files.readAllLines(Path.of("src/test/resources/public-api.txt")));
    }

    private static List<String> publicApi() throws IOException, URISyntaxException, ClassNotFoundException {
        Path classes = Path.of(ConnectorModule.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<String> names;
        try (Stream<Path> files = Files.walk(classes)) {
            names = files.map(file -> classes.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.contains("package-info"))
                    .map(file -> file.substring(0, file.length() - 6).replace('/', '.'))
                    .sorted()
                    .toList();
        }
        List<String> lines = new ArrayList<>();
        for (String name : names) {
            Class<?> type = Class.forName(name);
            if (Modifier.isPublic(type.getModifiers()) && !type.isAnonymousClass()) {
                lines.add(type.toGenericString());
                members(type).sorted().forEach(lines::add);
            }
        }
        return lines;
    }

    private static Stream<String> members(Class<?> type) {
        Stream<String> fields = Stream.of(type.getDeclaredFields())
                .filter(field -> visible(field.getModifiers()) && !field.isSynthetic())
                .map(Field::toGenericString);
        Stream<String> constructors = Stream.of(type.getDeclaredConstructors())
                .filter(constructor -> visible(constructor.getModifiers()))
                .map(Constructor::toGenericString);
        Stream<String> methods = Stream.of(type.getDeclaredMethods())
                .filter(method -> visible(method.getModifiers()) && !method.isSynthetic() && !method.isBridge())
                .map(Method::toGenericString);
        return Stream.of(fields, constructors, methods).flatMap(each -> each).map(member -> "  " + member);
    }

    private static boolean visible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }
}
