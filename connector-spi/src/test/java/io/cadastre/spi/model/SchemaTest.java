package io.cadastre.spi.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {
    private static final class Team {
        static final EntityType<Team> TYPE =
                EntityType.<Team>named("acme_team").classes(EntityClass.TEAM).keyed("id");
        static final Field<Team, String> NAME =
                TYPE.string("name", FieldOption.required(), FieldOption.described("What it is called."));
        static final Field<Team, String> STATE = TYPE.enumeration("state", Set.of("active", "gone"));
        static final CollectionField<Team, Person> MEMBERS =
                TYPE.collection("members", () -> Person.TYPE, Verb.HAS, LinkProperty.string("role"));
    }

    private static final class Person {
        static final EntityType<Person> TYPE = EntityType.<Person>named("acme_person")
                .classes(EntityClass.PERSON)
                .keyed("id");
        static final RefField<Person, Team> TEAM =
                TYPE.ref("team", () -> Team.TYPE, Verb.MEMBER_OF, Direction.OUTGOING);
        static final RefField<Person, Team> LEADS = TYPE.ref("led", () -> Team.TYPE, Verb.MANAGES, Direction.INCOMING);
    }

    @Test
    void typesThatReferToEachOtherMakeASchema() {
        Schema schema = Schema.of("acme", Team.TYPE, Person.TYPE);

        assertThat(schema.problems()).isEmpty();
        assertThat(schema.links().keySet())
                .extracting(RelationshipType::toString)
                .containsExactly(
                        "acme_team HAS acme_person",
                        "acme_person MEMBER_OF acme_team",
                        "acme_team MANAGES acme_person");
        assertThat(Team.TYPE.label()).isEqualTo("AcmeTeam");
        assertThat(Team.NAME.options().required()).isTrue();
        assertThat(Team.NAME.options().description()).isEqualTo("What it is called.");
    }

    @Test
    void aLoaderCanTellFieldsAndSingleLinksOfAnEntityButNotItsCollections() {
        assertThat(Team.TYPE.loadables()).containsExactly(Team.NAME, Team.STATE);
        assertThat(Person.TYPE.loadablesExcept(Person.LEADS)).containsExactly(Person.TEAM);
    }

    @Test
    void everythingThatIsWrongWithASchemaIsSaidAtOnce() {
        EntityType<Object> unclassed = EntityType.named("acme_thing").keyed("id");
        EntityType<Object> foreign =
                EntityType.named("other_thing").classes(EntityClass.HOST).keyed("id");

        assertThat(Schema.of("acme", Team.TYPE, unclassed, unclassed, foreign).problems())
                .containsExactlyInAnyOrder(
                        "Entity type 'acme_thing' has no class.",
                        "Entity type 'acme_thing' has no class.",
                        "Entity type 'acme_thing' is declared twice.",
                        "Entity type 'other_thing' does not begin with 'acme_'.",
                        "Link 'acme_team.members' points to 'acme_person', which the schema does not contain.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_id", "Name", "with space", "a-b", "é"})
    void aNameThatCannotBeAFieldIsRefused(String name) {
        EntityType<Object> type = EntityType.named("acme_thing").keyed("id");

        assertThatThrownBy(() -> type.string(name)).hasMessageContaining("Not a field name");
    }

    @Test
    void twoMembersOfOneNameAreRefused() {
        EntityType<Object> type = EntityType.named("acme_thing").keyed("id");
        type.string("name");

        assertThatThrownBy(() -> type.integer("name")).hasMessageContaining("declares 'name' twice");
    }

    @Test
    void aFieldAcceptsItsOwnKindOnly() {
        EntityType<Object> type = EntityType.named("acme_thing").keyed("id");

        assertThat(type.integer("long").accepts(1L)).isTrue();
        assertThat(type.integer("int").accepts(1)).isFalse();
        assertThat(type.integer("decimal").accepts(1.0)).isFalse();
        assertThat(type.decimal("nan").accepts(Double.NaN)).isFalse();
        assertThat(type.strings("list").accepts(List.of("a", "b"))).isTrue();
        assertThat(type.strings("mixed").accepts(List.of("a", 1L))).isFalse();
        assertThat(type.string("nested").accepts(Map.of("a", "b"))).isFalse();
        assertThat(type.instant("time").accepts(Instant.EPOCH)).isTrue();
        assertThat(Team.STATE.accepts("active")).isTrue();
        assertThat(Team.STATE.accepts("other")).isFalse();
    }

    @Test
    void aLinkPointsTheWayItSays() {
        EntityRef<Person> ann = Person.TYPE.ref("ann");
        EntityRef<Team> ops = Team.TYPE.ref("ops");

        assertThat(Person.TEAM.between(ann, ops)).hasToString("acme_person 'ann' MEMBER_OF acme_team 'ops'");
        assertThat(Person.LEADS.between(ann, ops)).hasToString("acme_team 'ops' MANAGES acme_person 'ann'");
        assertThat(Team.MEMBERS.between(ops, ann, Map.of("role", "lead")).properties())
                .isEqualTo(Map.of("role", "lead"));
    }

    @Test
    void absentNullAndValueAreThreeDifferentThings() {
        EntityInput input = EntityInput.of(Team.TYPE, "ops")
                .set(Team.NAME, java.util.Optional.empty())
                .clear(Team.STATE)
                .build();

        assertThat(input.values()).doesNotContainKey("name").containsEntry("state", null);
    }

    @Test
    void aLinkIntoOtherInstallationsIsNamedByWhatItMatches() {
        EntityType<Object> account =
                EntityType.named("acme_account").classes(EntityClass.ACCOUNT).keyed("id");
        account.match("person", Match.on(EntityClass.USER, "email"), Verb.IS, Direction.OUTGOING);
        account.match("owner", Match.on(EntityClass.USER, "email").ignoreCase(), Verb.OWNS, Direction.INCOMING);
        account.match("profile", Match.type("okta_user"), Verb.HAS, Direction.OUTGOING);
        account.match("image", Match.on(EntityClass.IMAGE, "digest").inEach(), Verb.USES, Direction.OUTGOING);

        Schema schema = Schema.of("acme", account);

        assertThat(schema.problems()).isEmpty();
        assertThat(schema.matchFields().keySet())
                .containsExactly(
                        "acme_account IS User(email)",
                        "User(lower(email)) OWNS acme_account",
                        "acme_account HAS okta_user(_key)",
                        "acme_account USES Image(digest)");
        assertThat(account.matchFields())
                .allSatisfy(link -> assertThat(Match.named(link.match().name())).contains(link.match()));
        assertThat(Match.type("okta_user").label()).isEqualTo("OktaUser");
        assertThat(Match.on(EntityClass.IMAGE, "digest").ignoreCase().inEach())
                .hasToString("each Image(lower(digest))")
                .satisfies(each -> assertThat(Match.named(each.name())).contains(each));
        assertThat(Match.on(EntityClass.HOST, "privateIpAddresses").among())
                .hasToString("Host(any(privateIpAddresses))")
                .satisfies(among -> assertThat(Match.named(among.name())).contains(among));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "User",
                "User()",
                "User(_key)",
                "user(email)",
                "User(e mail)",
                "User(email))",
                "User(lower(email)",
                "each okta_user(_key)",
                "eachUser(email)"
            })
    void anyOtherTextIsNoMatch(String name) {
        assertThat(Match.named(name)).isEmpty();
        assertThat(new RawRef(name, "x").match()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"_key", "e mail", "email) DETACH DELETE e //", ""})
    void aMatchNamesAField(String property) {
        assertThatThrownBy(() -> Match.on(EntityClass.USER, property)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Match.type(property)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatCannotMatchIsAProblemOfTheSchema() {
        EntityType<Object> account =
                EntityType.named("acme_account").classes(EntityClass.USER).keyed("id");
        account.strings("emails");
        account.string("nick");
        account.match("known", Match.on(EntityClass.USER, "nick").among(), Verb.IS, Direction.OUTGOING);
        account.match("mails", Match.on(EntityClass.USER, "emails").among(), Verb.HAS, Direction.OUTGOING);
        account.match("person", Match.on(EntityClass.USER, "emails"), Verb.IS, Direction.OUTGOING);
        account.match("same", Match.on(EntityClass.USER, "login"), Verb.USES, Direction.OUTGOING);
        account.match("alike", Match.on(EntityClass.USER, "login").ignoreCase(), Verb.USES, Direction.OUTGOING);
        account.match("here", Match.on(EntityClass.USER, "name"), Verb.USES, Direction.OUTGOING);
        account.match("everywhere", Match.on(EntityClass.USER, "name").inEach(), Verb.USES, Direction.OUTGOING);

        assertThat(Schema.of("acme", account).problems())
                .containsExactlyInAnyOrder(
                        "Link 'acme_account.person' matches 'User(emails)' by text, and 'acme_account.emails' is declared"
                                + " list of string.",
                        "Link 'acme_account.known' matches 'User(any(nick))' by a list of texts, and 'acme_account.nick'"
                                + " is declared string.",
                        "Links 'acme_account.same' and 'acme_account.alike' match the same property in two ways:"
                                + " 'User(login)' and 'User(lower(login))'.",
                        "Links 'acme_account.here' and 'acme_account.everywhere' match the same property in two ways:"
                                + " 'User(name)' and 'each User(name)'.");
    }
}
