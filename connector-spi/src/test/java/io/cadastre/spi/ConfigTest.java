package io.cadastre.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.spi.ConfigField.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigTest {
    private static final List<ConfigField> FIELDS = List.of(
            ConfigField.text("url", "Address", null, "Where it is."),
            ConfigField.integer("pageSize", "Page size", 100, "How many at once."),
            ConfigField.bool("archived", "Archived", false, "Whether archived things count."),
            new ConfigField("region", "Region", Kind.CHOICE, false, "eu", "Where.", List.of("eu", "us"), null));

    @Test
    void defaultsAreFilledIn() {
        Config.Checked checked = Config.check(FIELDS, Map.of("url", "https://acme.test"));

        assertThat(checked.problems()).isEmpty();
        assertThat(checked.config().text("url")).isEqualTo("https://acme.test");
        assertThat(checked.config().integer("pageSize")).isEqualTo(100);
        assertThat(checked.config().bool("archived")).isFalse();
        assertThat(checked.config().text("region")).isEqualTo("eu");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceByField() {
        Config.Checked checked = Config.check(
                FIELDS,
                Map.of("url", " ", "pageSize", "many", "archived", "perhaps", "region", "mars", "colour", "red"));

        assertThat(checked.problems())
                .extracting(Config.Problem::field)
                .containsExactly("url", "pageSize", "archived", "region", "colour");
        assertThat(checked.problems())
                .extracting(Config.Problem::message)
                .contains("Region must be one of eu, us.", "Page size must be a whole number.");
    }

    @Test
    void whatIsRequiredMustBeGiven() {
        assertThat(Config.check(FIELDS, Map.of()).problems())
                .containsExactly(new Config.Problem("url", "Address is required."));
    }

    @Test
    void aRequiredListNeedsAtLeastOneText() {
        List<ConfigField> fields =
                List.of(ConfigField.texts("paths", "Paths", "What to read.").asRequired());
        assertThat(Config.check(fields, Map.of("paths", " , ")).problems())
                .containsExactly(new Config.Problem("paths", "Paths is required."));
        assertThat(Config.check(fields, Map.of("paths", "/srv")).problems()).isEmpty();
    }

    @Test
    void aConnectorCannotReadWhatItDidNotDeclare() {
        Config config = Config.check(FIELDS, Map.of("url", "https://acme.test")).config();

        assertThatThrownBy(() -> config.text("pageSize")).hasMessageContaining("declares no String 'pageSize'");
        assertThatThrownBy(() -> config.bool("nothing")).hasMessageContaining("declares no Boolean 'nothing'");
    }
}
