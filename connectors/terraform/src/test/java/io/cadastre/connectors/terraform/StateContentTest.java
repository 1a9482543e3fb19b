package io.cadastre.connectors.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cadastre.connectors.terraform.StateContent.ResourceInstance;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateContentTest {
    private static final String AWS = "\"provider\":\"provider[\\\"registry.terraform.io/hashicorp/aws\\\"].west\"";

    private static StateContent read(String text) throws Exception {
        return StateContent.of(Json.of(new ObjectMapper().readValue(text, Object.class)));
    }

    private static ResourceInstance one(String attributes, String sensitive) throws Exception {
        return read(States.state("l", """
                        {"mode":"managed","type":"t","name":"n",%s,
                         "instances":[{"attributes":%s,"sensitive_attributes":%s}]}""".formatted(AWS, attributes, sensitive)))
                .instances()
                .getFirst();
    }

    @Test
    void keysThatLookAlikeAreDifferentInstances() throws Exception {
        StateContent content = read(States.state("l", """
                {"module":"module.a[\\"x.y]\\"].module.b[1]","mode":"managed","type":"t","name":"n",%s,"instances":[
                 {"index_key":0,"attributes":{}},{"index_key":"0","attributes":{}},
                 {"index_key":"q\\"\\\\","attributes":{},"status":"tainted"},
                 {"index_key":0,"deposed":"1f","attributes":{}}]}""".formatted(AWS)));

        String base = "module.a[\"x.y]\"].module.b[1].t.n";
        assertThat(content.problems()).isEmpty();
        assertThat(content.instances())
                .extracting(ResourceInstance::address)
                .containsExactly(base + "[0]", base + "[\"0\"]", base + "[\"q\\\"\\\\\"]", base + "[0] (deposed 1f)");
        assertThat(content.instances())
                .extracting(ResourceInstance::tainted)
                .containsExactly(false, false, true, false);
        assertThat(content.instances())
                .allMatch(instance -> instance.providerAlias().orElse("").equals("west"));
        assertThat(StateContent.modules("module.a[\"x.y]\"].module.b[1]"))
                .containsExactly("module.a[\"x.y]\"]", "module.a[\"x.y]\"].module.b[1]");
        assertThat(StateContent.withoutKeys(base)).isEqualTo("module.a.module.b.t.n");
    }

    @Test
    void whatTheStateCallsSensitiveCannotBeHad() throws Exception {
        Attributes attributes = one("""
                        {"id":"visible","arn":"hidden","tags":{"a":"b","c":"hidden"},"name":"x-hidden-y"}""", """
                        [[{"type":"get_attr","value":"arn"}],
                         [{"type":"get_attr","value":"tags"},{"type":"index","value":{"value":"c","type":"string"}}]]""").attributes();

        assertThat(attributes.text("id")).contains("visible");
        assertThat(attributes.text("arn")).isEmpty();
        assertThat(attributes.entries("tags")).isEmpty();
        assertThat(attributes.text("name")).isEmpty();
    }

    @Test
    void whatSoundsLikeASecretMakesItsValueOneEverywhere() throws Exception {
        Attributes attributes = one("""
                        {"id":"hunter22","result":"hunter22","name":"db","tags":{"app":"web","api_key":"k","owner":"s3cr3t"},
                         "master_password":"s3cr3t","url":"https://u:p@example","region":"eu"}""", "[]").attributes();

        assertThat(attributes.text("id")).isEmpty();
        assertThat(attributes.text("name")).contains("db");
        assertThat(attributes.text("url")).isEmpty();
        assertThat(attributes.entries("tags")).contains(List.of("app=web"));
    }

    @Test
    void aPathThatIsNotUnderstoodMakesEverythingSensitive() throws Exception {
        assertThat(one("{\"id\":\"visible\"}", "[[]]").attributes().text("id")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"version\":3,\"lineage\":\"l\",\"serial\":1,\"modules\":[]}",
                "{\"serial\":1,\"encrypted_data\":\"AAAA\",\"encryption_version\":\"v0\"}",
                "{\"version\":4,\"lineage\":\"\",\"serial\":1,\"resources\":[]}",
                "{\"version\":4,\"serial\":1,\"resources\":[]}",
                "{\"version\":4,\"lineage\":\"l\",\"serial\":1}",
                "[]"
            })
    void whatIsNoStateOfVersionFourIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(ConnectorException.BadData.class);
    }

    @Test
    void anOddResourceIsLeftOutAndSaidWithoutItsValues() throws Exception {
        StateContent content = read(States.state("l", """
                {"mode":"managed","type":"t","name":"n",%1$s,"instances":[{"attributes":{"id":"a"}}]},
                {"mode":"secret-mode","type":"t","name":"n",%1$s,"instances":[]},
                {"module":"odd","mode":"managed","type":"t","name":"n",%1$s,"instances":[]}""".formatted(AWS)));

        assertThat(content.instances()).hasSize(1);
        assertThat(content.problems()).hasSize(2).noneMatch(problem -> problem.contains("secret-mode"));
    }
}
