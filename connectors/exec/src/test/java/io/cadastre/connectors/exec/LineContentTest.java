package io.cadastre.connectors.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.LinkTarget;
import io.cadastre.spi.model.Schema;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a line says, in the words of the schema. */
class LineContentTest {
    private static final String TASKS = """
            {"type":"schema","namespace":"todo","entityTypes":[\
            {"name":"todo_task","classes":["Task"],"fields":[{"name":"title"},{"name":"due","kind":"date"}],\
            "links":[{"name":"owner","target":"todo_user","verb":"ASSIGNED","direction":"incoming","many":false,\
            "properties":[{"name":"since","kind":"date"},{"name":"share","kind":"decimal"}]}]},\
            {"name":"todo_user","classes":["User"]}]}""";

    private static Schema schema() throws BadLineException {
        return new SchemaReader().read(JsonLine.parse(TASKS));
    }

    private static EntityInput task(String members) throws BadLineException {
        return new LineContent(schema(), new LineLog(Mask.NONE, 1, System::nanoTime))
                .entity(JsonLine.parse("{\"type\":\"entity\",\"entity\":\"todo_task\",\"key\":\"t\"" + members + "}"));
    }

    @Test
    void aLinkToOnePointsTheWayItDeclares() throws BadLineException {
        assertThat(schema().links().keySet())
                .extracting(Object::toString)
                .containsExactly("todo_user ASSIGNED todo_task");
    }

    @Test
    void absentNullAndAValueAreThreeThings() throws BadLineException {
        assertThat(task("").values()).isEmpty();
        assertThat(task(",\"fields\":{}").values()).isEmpty();
        assertThat(task(",\"fields\":{\"due\":null}").values())
                .containsOnlyKeys("due")
                .containsEntry("due", null);
        assertThat(task(",\"fields\":{\"due\":\"2026-11-21\"}").values())
                .isEqualTo(Map.of("due", LocalDate.of(2026, 11, 21)));
    }

    @Test
    void aRefIsAKeyAnObjectOrNull() throws BadLineException {
        assertThat(task("").refs()).isEmpty();
        assertThat(task(",\"refs\":{\"owner\":null}").refs())
                .containsOnlyKeys("owner")
                .containsEntry("owner", null);
        assertThat(task(",\"refs\":{\"owner\":\"u\"}").refs())
                .isEqualTo(Map.of("owner", new LinkTarget("u", Map.of())));
        assertThat(task(",\"refs\":{\"owner\":{\"key\":\"u\",\"properties\":"
                                + "{\"since\":\"2026-11-21\",\"share\":1,\"odd\":null}}}")
                        .refs())
                .isEqualTo(Map.of(
                        "owner", new LinkTarget("u", Map.of("since", LocalDate.of(2026, 11, 21), "share", 1.0))));
        assertThatThrownBy(() -> task(",\"refs\":{\"owner\":7}")).hasMessageContaining("refs.owner");
        assertThatThrownBy(() -> task(",\"refs\":{\"owner\":\"\"}")).hasMessageContaining("refs.owner");
    }
}
