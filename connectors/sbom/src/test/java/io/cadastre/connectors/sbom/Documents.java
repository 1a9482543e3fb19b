package io.cadastre.connectors.sbom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Documents for tests. */
final class Documents {
    private Documents() {}

    /** A document with this many components, all of which have one vulnerability. */
    static String cycloneDx(int components) {
        String all = IntStream.range(0, components)
                .mapToObj(number -> """
                        {"type":"library","bom-ref":"r%1$d","name":"c%1$d","version":"1","purl":"pkg:npm/c%1$d@1"}""".formatted(number))
                .collect(Collectors.joining(","));
        String affected = IntStream.range(0, components)
                .mapToObj("{\"ref\":\"r%d\"}"::formatted)
                .collect(Collectors.joining(","));
        return """
                {"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"components":[%s],
                 "vulnerabilities":[{"id":"CVE-2026-0001","affects":[%s]}]}""".formatted(all, affected);
    }

    /** A file beside the tests. */
    static String resource(String name) {
        try (var stream = Documents.class.getResourceAsStream("/" + name)) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
