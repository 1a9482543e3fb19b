package io.cadastre.connectors.sbom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutlineTest {
    @TempDir
    Path directory = Path.of(".");

    private Outline read(String text) throws Exception {
        return Outline.of(Files.writeString(directory.resolve("a.json"), text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"name\":\"some\",\"version\":\"1\"}",
                "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[{\"type\":\"library\",\"name\":\"a\"}",
                "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\"} {}",
                "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"2.0\"}",
                "{\"bomFormat\":\"CycloneDX\"}",
                "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[],\"components\":[]}",
                "{\"bomFormat\":\"Other\",\"specVersion\":\"1.6\",\"spdxVersion\":\"SPDX-2.3\"}",
                "{\"spdxVersion\":\"SPDX-1.2\",\"name\":\"a\"}",
                "{\"@context\":\"https://spdx.org/rdf/3.0.1/spdx-context.jsonld\",\"@graph\":[]}"
            })
    void whatIsNoWholeDocumentOfAKnownVersionIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(ConnectorException.BadData.class);
    }

    @Test
    void theOrderOfMembersDoesNotMatter() throws Exception {
        Outline outline = read("""
                {"dependencies":[{"ref":"a","dependsOn":["b"]}],
                 "components":[{"type":"library","bom-ref":"b","name":"b"}],
                 "metadata":{"component":{"type":"application","bom-ref":"a","name":"shop","version":"2"}},
                 "version":3,"serialNumber":"urn:uuid:3E671687-395B-41F5-A30F-A58921A69B79",
                 "specVersion":"1.4","bomFormat":"CycloneDX"}""");

        assertThat(outline.cycloneDx()).isTrue();
        assertThat(outline.name()).isEqualTo("shop");
        assertThat(outline.linked()).contains("urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/3");
        assertThat(outline.id("a")).contains("application:shop@2");
        assertThat(outline.id("b")).contains("library:b");
        assertThat(outline.id("c")).isEmpty();
    }

    @Test
    void onlyThoseThatAreAlikeAreToldApartByTheirReferences() throws Exception {
        Outline outline = read("""
                {"bomFormat":"CycloneDX","specVersion":"1.6","components":[
                 {"type":"library","bom-ref":"1","name":"a","purl":"pkg:npm/a@1"},
                 {"type":"library","bom-ref":"2","name":"a","purl":"pkg:npm/a@1"},
                 {"type":"library","bom-ref":"0f8a9e4c-2c34-4a0b-9d0e-1a2b3c4d5e6f","name":"b","purl":"pkg:npm/b@1"}]}""");

        assertThat(outline.id("1")).contains("pkg:npm/a@1#1");
        assertThat(outline.id("2")).contains("pkg:npm/a@1#2");
        assertThat(outline.id("0f8a9e4c-2c34-4a0b-9d0e-1a2b3c4d5e6f")).contains("pkg:npm/b@1");
    }

    @Test
    void anOddHeaderIsSaidWithoutItsValues() throws Exception {
        Outline outline = read("""
                {"spdxVersion":"SPDX-2.3","name":"a","creationInfo":{"created":"marker-of-the-test","creators":["Tool: t-1"]}}""");

        assertThat(outline.created()).isEmpty();
        assertThat(outline.tools()).containsExactly("t-1");
        assertThat(outline.problems()).hasSize(1).noneMatch(problem -> problem.contains("marker"));
    }

    private static FoundComponent found(String type, String version, String purl) {
        return new FoundComponent(
                Optional.empty(),
                false,
                type,
                Optional.empty(),
                "n",
                Optional.of(version),
                Optional.of(purl),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    @Test
    void thePackageOfASystemIsNamedAsItsMachinesNameIt() {
        FoundComponent bash = found(
                "library",
                "5.2.15-2+b7",
                "pkg:deb/debian/bash@5.2.15-2%2Bb7?upstream=bash%405.2&arch=amd64&distro=debian-12");

        assertThat(bash.commonPurl()).contains("pkg:deb/debian/bash@5.2.15-2%2Bb7?arch=amd64");
        assertThat(bash.architecture()).contains("amd64");
        assertThat(found("library", "1", "pkg:maven/a/b@1?type=jar").commonPurl())
                .contains("pkg:maven/a/b@1?type=jar");
    }

    @Test
    void onlyContainersHaveTheDigestOfAnImage() {
        String digest = "sha256:" + "0a".repeat(32);
        String purl = "pkg:oci/alpine@" + digest.replace(":", "%3A") + "?repository_url=docker.io";

        assertThat(found("container", "3.20", purl).imageDigest()).contains(digest);
        assertThat(found("container", digest, "pkg:docker/alpine@3.20").imageDigest())
                .contains(digest);
        assertThat(found("library", digest, purl).imageDigest()).isEmpty();
    }

    @Test
    void theWorstRatingCountsAndOnlyCvssIsAScore() throws Exception {
        FoundVulnerability found = CycloneDx.vulnerability(Json.of(Members.MAPPER.readValue("""
                {"id":"CVE-1","ratings":[{"severity":"medium","score":6.1,"method":"CVSSv31","vector":"m"},
                 {"severity":"critical","score":99.0,"method":"OWASP"},{"score":7,"method":"CVSSv4","vector":"h"}],
                 "affects":[{"ref":"a","versions":[{"version":"1","status":"unaffected"}]},
                            {"ref":"b","versions":[{"version":"1","status":"unaffected"},{"version":"2"}]}]}""", Map.class)));

        assertThat(found.severity()).contains("critical");
        assertThat(found.score()).contains(7.0);
        assertThat(found.vector()).contains("h");
        assertThat(found.affects())
                .containsExactly(
                        new FoundVulnerability.Affected("a", Optional.of("unaffected")),
                        new FoundVulnerability.Affected("b", Optional.empty()));
    }
}
