package io.cadastre.connectors.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.LinkTarget;
import io.cadastre.spi.model.RawRef;
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

    private static final String ACCOUNTS = """
            {"type":"schema","namespace":"code","entityTypes":[\
            {"name":"code_account","classes":["Account"],"links":[\
            {"name":"person","match":{"class":"User","property":"email","ignoringCase":true},"verb":"IS",\
            "properties":[{"name":"since","kind":"date"}]},\
            {"name":"known","match":{"class":"User","property":"phone","each":true},"verb":"HAS"},\
            {"name":"badge","match":{"type":"okta_user"},"verb":"USES","direction":"incoming"}]}]}""";

    private static LineContent accounts() throws BadLineException {
        return new LineContent(
                new SchemaReader().read(JsonLine.parse(ACCOUNTS)), new LineLog(Mask.NONE, 1, System::nanoTime));
    }

    private static String account(String verb, String from, String to) {
        return "{\"type\":\"relationship\",\"verb\":\"" + verb + "\",\"from\":" + from + ",\"to\":" + to + "}";
    }

    @Test
    void aRelationshipMayLeadIntoOtherInstallations() throws BadLineException {
        String self = "{\"type\":\"code_account\",\"key\":\"a1\"}";

        assertThat(accounts()
                        .relationship(JsonLine.parse(account(
                                "IS",
                                self,
                                "{\"match\":{\"class\":\"User\",\"property\":\"email\",\"value\":\"Ann@x.io\"}}")))
                        .to())
                .isEqualTo(new RawRef("User(lower(email))", "Ann@x.io"));
        assertThat(accounts()
                        .relationship(JsonLine.parse(account(
                                "HAS",
                                self,
                                "{\"match\":{\"class\":\"User\",\"property\":\"phone\",\"value\":\"7\"}}")))
                        .to())
                .isEqualTo(new RawRef("each User(phone)", "7"));
        assertThat(accounts()
                        .relationship(JsonLine.parse(
                                account("USES", "{\"match\":{\"type\":\"okta_user\",\"key\":\"00u1\"}}", self)))
                        .from())
                .isEqualTo(new RawRef("okta_user(_key)", "00u1"));
        assertThat(accounts()
                        .entity(
                                JsonLine.parse(
                                        "{\"type\":\"entity\",\"entity\":\"code_account\",\"key\":\"a1\","
                                                + "\"refs\":{\"person\":{\"key\":\"ann@x.io\",\"properties\":{\"since\":\"2026-11-21\"}}}}"))
                        .refs())
                .isEqualTo(Map.of("person", new LinkTarget("ann@x.io", Map.of("since", LocalDate.of(2026, 11, 21)))));
    }

    @Test
    void evidenceAndMistakesNameSuchARelationship() throws BadLineException {
        assertThat(accounts()
                        .evidence(JsonLine.parse("{\"type\":\"evidence\",\"of\":\"code_account IS User(lower(email))\","
                                + "\"outcome\":\"complete\"}"))
                        .of())
                .isEqualTo("code_account IS User(lower(email))");
        JsonLine wrong = JsonLine.parse(account(
                "IS",
                "{\"type\":\"code_account\"}",
                "{\"match\":{\"class\":\"User\",\"property\":\"email\",\"value\":\"\"}}"));
        assertThat(accounts().output(wrong)).contains("code_account IS User(lower(email))");
        assertThatThrownBy(() -> accounts().relationship(wrong)).hasMessageContaining("from.key");
        assertThatThrownBy(() -> accounts()
                        .relationship(JsonLine.parse(account(
                                "IS",
                                "{\"type\":\"code_account\",\"key\":\"a1\"}",
                                "{\"match\":{\"class\":\"user\",\"property\":\"email\",\"value\":\"x\"}}"))))
                .hasMessageContaining("has a bad 'to.match'");
        assertThatThrownBy(() -> new SchemaReader()
                        .read(JsonLine.parse(ACCOUNTS.replace("\"property\":\"email\"", "\"property\":\"_key\""))))
                .hasMessageContaining("Not a field name: '_key'");
    }
}
