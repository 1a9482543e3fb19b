package io.cadastre.connectors.terraform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** States for tests. */
final class States {
    static final String SECRET = "marker-of-the-state-51c7";

    private States() {}

    /** A state with a module and this many resources in it. */
    static String of(String lineage, int resources) {
        String instances = IntStream.range(0, resources)
                .mapToObj(number -> "{\"index_key\":%d,\"schema_version\":0,\"attributes\":{\"id\":\"i-%d\"}}"
                        .formatted(number, number))
                .collect(Collectors.joining(","));
        return state(lineage, """
                {"module":"module.net","mode":"managed","type":"aws_instance","name":"web",
                 "provider":"provider[\\"registry.terraform.io/hashicorp/aws\\"]","instances":[%s]}""".formatted(instances));
    }

    static String state(String lineage, String resources) {
        return """
                {"version":4,"terraform_version":"1.11.4","serial":3,"lineage":"%s","outputs":{},"resources":[%s]}""".formatted(lineage, resources);
    }

    /** A file beside the tests. */
    static String resource(String name) {
        try (var stream = States.class.getResourceAsStream("/" + name)) {
            return new String(java.util.Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
