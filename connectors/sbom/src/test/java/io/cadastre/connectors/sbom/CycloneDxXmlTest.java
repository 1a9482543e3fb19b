package io.cadastre.connectors.sbom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A document in XML is the same as the one in JSON. */
class CycloneDxXmlTest {
    private static final String BOM = "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\" version=\"1\">";

    @TempDir
    Path directory = Path.of(".");

    /** All that a document says, in words. */
    private static final class Told implements Findings {
        private final List<String> all = new ArrayList<>();

        @Override
        public void header(String name, Json value) {
            all.add("header " + name);
        }

        @Override
        public void component(FoundComponent component) {
            all.add(component.toString());
        }

        @Override
        public void subject(String reference) {
            all.add("about " + reference);
        }

        @Override
        public void part(String whole, String part) {
            all.add(part + " in " + whole);
        }

        @Override
        public void dependency(String from, String to, String kind) {
            all.add(from + " needs " + to);
        }

        @Override
        public void vulnerability(FoundVulnerability vulnerability) {
            all.add(vulnerability.toString());
        }

        @Override
        public void problem(String message) {
            all.add("problem " + message);
        }
    }

    private List<String> told(String file, String text) throws Exception {
        Path written = Files.writeString(directory.resolve(file), text);
        Outline.of(written);
        Told told = new Told();
        Members.of(written, new Contents(told));
        return told.all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"samples/shop/bom", "samples/shop/vex.cdx"})
    void whatAToolWroteInXmlSaysWhatItWroteInJson(String document) throws Exception {
        List<String> json = told("a.json", Documents.resource(document + ".json"));
        List<String> xml = told("a.xml", Documents.resource(document + ".xml"));

        assertThat(xml).containsExactlyInAnyOrderElementsOf(json).hasSizeGreaterThan(4);
    }

    @Test
    void partsLicencesHashesAndDependenciesAreReadAsInJson() throws Exception {
        List<String> xml = told("a.xml", """
                \uFEFF<?xml version="1.0" encoding="UTF-8"?>
                <!-- by hand -->
                <b:bom xmlns:b="http://cyclonedx.org/schema/bom/1.4" version="2" serialNumber="urn:uuid:1">
                 <b:metadata><b:tools><b:tool><b:name>t</b:name><b:version>1</b:version></b:tool></b:tools></b:metadata>
                 <b:components><b:component type="application" bom-ref="a"><b:name>a</b:name>
                  <b:licenses><b:expression acknowledgement="declared">MIT OR Zlib</b:expression></b:licenses>
                  <b:components><b:component type="library" bom-ref="b"><b:name>b &amp; <![CDATA[c]]></b:name>
                   <b:hashes><b:hash alg="SHA-1">AB</b:hash></b:hashes></b:component></b:components></b:component></b:components>
                 <b:services><b:service><b:name>x</b:name></b:service></b:services>
                 <b:dependencies><b:dependency ref="a"><b:dependency ref="b"/></b:dependency></b:dependencies>
                </b:bom>
                """);
        List<String> json = told("a.json", """
                {"bomFormat":"CycloneDX","specVersion":"1.4","version":2,"serialNumber":"urn:uuid:1",
                 "metadata":{"tools":[{"name":"t","version":"1"}]},
                 "components":[{"type":"application","bom-ref":"a","name":"a","licenses":[{"expression":"MIT OR Zlib"}],
                  "components":[{"type":"library","bom-ref":"b","name":"b & c","hashes":[{"alg":"SHA-1","content":"AB"}]}]}],
                 "dependencies":[{"ref":"a","dependsOn":["b"]}]}""");

        assertThat(xml).containsExactlyInAnyOrderElementsOf(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<bom>",
                "<bom/>",
                "<html xmlns=\"http://www.w3.org/1999/xhtml\"/>",
                "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.1\"/>",
                "<bom xmlns=\"http://cyclonedx.org/schema/bom/2.0\"/>",
                BOM + "<components><component type=\"library\"><name>a</name></component>",
                BOM + "</bom><bom/>",
                BOM + "<components>&marker;</components></bom>",
                "<!DOCTYPE bom [<!ENTITY marker SYSTEM \"file:///etc/passwd\">]>" + BOM
                        + "<components><component><name>&marker;</name></component></components></bom>",
                "<!DOCTYPE bom>" + BOM + "</bom>",
            })
    void whatIsNoWholeDocumentIsRefusedWithoutSayingWhatItHolds(String text) {
        assertThatThrownBy(() -> told("a.xml", text))
                .isInstanceOf(ConnectorException.BadData.class)
                .hasMessageNotContaining("marker");
    }

    @Test
    void whatIsNestedWithoutEndIsRefused() {
        assertThatThrownBy(() -> told("a.xml", BOM + "<metadata>" + "<component>".repeat(100_000)))
                .isInstanceOf(ConnectorException.BadData.class);
    }

    @Test
    void ofADocumentThatIsThereInBothOnlyJsonIsRead() throws Exception {
        Files.writeString(directory.resolve("bom.xml"), "");
        Files.writeString(directory.resolve("bom.json"), "");
        Files.writeString(directory.resolve("shop.cdx.xml"), "");
        Files.writeString(directory.resolve("pom.xml"), "");

        assertThat(SbomFiles.list(new SbomSettings(List.of(directory))))
                .containsExactly(directory.resolve("bom.json"), directory.resolve("shop.cdx.xml"));
    }
}
