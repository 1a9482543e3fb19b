package io.cadastre.engine.verify;

import static io.cadastre.spi.pipeline.SyncPlan.concurrent;
import static io.cadastre.spi.pipeline.SyncPlan.forAll;
import static io.cadastre.spi.pipeline.SyncPlan.forRoot;
import static org.assertj.core.api.Assertions.assertThat;

import io.cadastre.engine.ScriptedConnector;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConfigField;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.CredentialField;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.model.CollectionField;
import io.cadastre.spi.model.Direction;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import io.cadastre.spi.model.Field;
import io.cadastre.spi.model.LinkProperty;
import io.cadastre.spi.model.Match;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.model.Verb;
import io.cadastre.spi.onboarding.OnboardingFlow;
import io.cadastre.spi.onboarding.OnboardingStep;
import io.cadastre.spi.page.Page;
import io.cadastre.spi.pipeline.Loader;
import io.cadastre.spi.pipeline.Pipeline;
import io.cadastre.spi.pipeline.Resolver;
import io.cadastre.spi.pipeline.SyncPlan;
import io.cadastre.spi.step.Step;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verification says everything at once (M13). */
class ConnectorCheckTest {
    /** A workspace, where collecting begins. */
    static final class Space {
        static final EntityType<Space> TYPE = EntityType.<Space>named("bad_space")
                .classes(EntityClass.ACCOUNT)
                .keyed("id");
        static final CollectionField<Space, Task> TASKS = TYPE.collection("tasks", () -> Task.TYPE, Verb.HAS);
        static final CollectionField<Space, Note> NOTES = TYPE.collection("notes", () -> Note.TYPE, Verb.CONTAINS);

        private Space() {}
    }

    /** A task. */
    static final class Task {
        static final EntityType<Task> TYPE =
                EntityType.<Task>named("bad_task").classes(EntityClass.TASK).keyed("id");
        static final Field<Task, String> TITLE = TYPE.string("title");
        static final Field<Task, String> BODY = TYPE.string("body");
        static final Field<Task, String> MOOD = TYPE.enumeration("mood", Set.of());

        private Task() {}
    }

    /** A note, which the bad schema forgets. */
    static final class Note {
        static final EntityType<Note> TYPE =
                EntityType.<Note>named("bad_note").classes(EntityClass.DOCUMENT).keyed("id");
        static final Field<Note, String> TEXT = TYPE.string("text");

        private Note() {}
    }

    /** A type without a class, whose label is that of a class. */
    static final class Odd {
        static final EntityType<Odd> TYPE = EntityType.<Odd>named("task").keyed("id");

        private Odd() {}
    }

    private record Module(ConnectorDefinition definition, Installation installation) implements ConnectorModule {
        @Override
        public Installation initialise(Config config, Credentials credentials) {
            return installation;
        }
    }

    private static final Schema BAD_SCHEMA =
            Schema.of("bad", Space.TYPE, Task.TYPE, Task.TYPE, Odd.TYPE).rootedAt(Note.TYPE);

    private static ConnectorDefinition bad() {
        return ConnectorDefinition.of("Bad_Name", " ", "Everything is wrong.", BAD_SCHEMA)
                .version("")
                .config(
                        ConfigField.text("apiToken", "API token", "none", "A secret."),
                        ConfigField.text("region", "Region", "north", "Fine."),
                        ConfigField.text("region", "Region", "south", "Again."),
                        ConfigField.integer("Limit", "Limit", 3, "Name."),
                        ConfigField.integer("count", "Count", 3, "Example.").example("many"))
                .credentials(
                        CredentialField.string("region", "Region", "The name of a setting."),
                        CredentialField.string("key", "Key", "Asked nowhere."))
                .onboarding(OnboardingFlow.of(
                        OnboardingStep.input(
                                "form",
                                "Form",
                                "",
                                List.of(ConfigField.text("colour", "Colour", "red", "Unknown.")),
                                List.of(CredentialField.string("pass", "Pass", "Unknown."))),
                        OnboardingStep.input("form", "Form", "", List.of(), List.of())
                                .forgetting("ghost"),
                        OnboardingStep.selectOne("projects", "Projects", "", (answers, env) -> List.of()),
                        OnboardingStep.selectSeveral("region", "Region", "", (answers, env) -> List.of())));
    }

    @Test
    void everythingThatIsWrongWithADefinitionIsSaidAtOnce() {
        List<String> problems = ConnectorCheck.problems(new Module(bad(), Installation.of()));

        assertThat(problems)
                .doesNotHaveDuplicates()
                .contains(
                        "Its name 'Bad_Name' is not lower case with hyphens.",
                        "It has no display name.",
                        "It has no version.",
                        "Entity type 'bad_task' is declared twice.",
                        "Entity type 'task' does not begin with 'bad_'.",
                        "Entity type 'task' has no class.",
                        "Link 'bad_space.notes' points to 'bad_note', which the schema does not contain.",
                        "Root 'bad_note' is not among the entity types.",
                        "Field 'bad_task.mood' is an enumeration without values.",
                        "The setting 'region' is declared twice; settings and credentials share their names.",
                        "The credential 'region' is declared twice; settings and credentials share their names.",
                        "The name of the setting 'Limit' is not camelCase.",
                        "Onboarding step 'form' is declared twice.",
                        "Onboarding step 'form' forgets 'ghost', which it does not ask for.",
                        "No onboarding step asks for the credential 'key', which is required.")
                .anyMatch(problem -> problem.contains("'task' has the label Task, which is also a class"))
                .anyMatch(problem -> problem.contains("'apiToken' looks like a secret"))
                .anyMatch(problem -> problem.contains("asks for 'colour', which is no setting"))
                .anyMatch(problem -> problem.contains("asks for 'pass', which is no credential"))
                .anyMatch(problem -> problem.contains("selects for a setting 'projects'"))
                .anyMatch(problem -> problem.contains("'region' selects several, so the setting must be TEXTS"))
                .anyMatch(problem -> problem.contains("The example or default of the setting 'count' is refused"));
    }

    @Test
    void stepsThatCannotRunAndWhatNobodyProducesAreSaidAtOnce() {
        Installation installation = Installation.of(
                Step.named("a", "A").dependsOn("b").produces(ScriptedConnector.TestHost.TYPE),
                Step.named("b", "B").dependsOn("a"),
                Step.named("b", "B again"),
                Step.named("c", "C").dependsOn("none").produces(Note.TYPE));

        assertThat(ConnectorCheck.problems(new Module(
                        ConnectorDefinition.of("steps", "Steps", "For tests.", ScriptedConnector.SCHEMA),
                        installation)))
                .containsExactlyInAnyOrder(
                        "Step 'b' is declared twice.",
                        "Step 'c' depends on 'none', which does not exist.",
                        "Step 'c' produces 'bad_note', which the schema does not contain.",
                        "Steps depend on each other in a circle: a, b.",
                        "Nothing produces the entity type 'test_user'.",
                        "Nothing produces the relationship 'test_host HAS test_user' of 'test_host.users'.");
    }

    @Test
    void whatIsWrongWithLinksIntoOtherInstallationsIsSaidAtOnce() {
        EntityType<Object> account =
                EntityType.named("bad_account").classes(EntityClass.USER).keyed("id");
        account.integer("number");
        Match person = Match.on(EntityClass.PERSON, "email");
        account.match("one", person, Verb.IS, Direction.OUTGOING, LinkProperty.string("since"));
        account.match("two", person, Verb.IS, Direction.OUTGOING, LinkProperty.integer("since"));
        account.match("three", Match.on(EntityClass.USER, "number"), Verb.USES, Direction.OUTGOING);
        Schema schema = Schema.of("bad", account);

        assertThat(ConnectorCheck.problems(new Module(
                        ConnectorDefinition.of("bad", "Bad", "For tests.", schema),
                        Installation.of(Step.named("a", "A").produces(account)))))
                .containsExactlyInAnyOrder(
                        "Links 'bad_account.one' and 'bad_account.two' are the same relationship 'bad_account IS"
                                + " Person(email)' with different properties.",
                        "Link 'bad_account.three' matches 'User(number)' by text, and 'bad_account.number' is declared"
                                + " integer.",
                        "Nothing produces the relationship 'bad_account IS Person(email)' of 'bad_account.one'.",
                        "Nothing produces the relationship 'bad_account USES User(number)' of 'bad_account.three'.");
    }

    @Test
    void aPipelineThatCannotRunIsSaidWithEverythingAtOnce() {
        Schema schema = Schema.of("bad", Space.TYPE, Task.TYPE, Note.TYPE).rootedAt(Space.TYPE);
        Loader.OneByOne<Task> detail = Loader.entity(
                        "detail",
                        Task.TYPE,
                        (env, ref) -> ref.type().input(ref.key()).build())
                .fills(Task.TITLE);
        Loader.Listing<Space, Task> tasks =
                Loader.collection("detail", Space.TASKS, (env, parent, request) -> Page.last(List.of()));
        Loader.DerivedEntities<Note, String> notes = Loader.deriveEntities(
                Loader.paginatedSource("raw", Space.TYPE, (env, parent, request) -> Page.last(List.<String>of())),
                Note.TYPE,
                raw -> List.of());
        Pipeline pipeline = Pipeline.of(
                        context -> {},
                        SyncPlan.of(
                                forAll(Note.TYPE).loadFields(Note.TEXT),
                                concurrent(
                                        forAll(Task.TYPE).loadFields(Task.TITLE),
                                        forRoot(Task.TYPE).loadFields(Task.TITLE)),
                                forRoot(Space.TYPE).loadCollection(Space.NOTES)),
                        Resolver.of(Space.TYPE).collection(Space.TASKS, tasks),
                        Resolver.of(Task.TYPE).fields(detail).field(Task.BODY, detail),
                        Resolver.of(Task.TYPE),
                        Resolver.of(Odd.TYPE))
                .deriving(notes);

        assertThat(ConnectorCheck.problems(new Module(
                        ConnectorDefinition.of("pipeline", "Pipeline", "For tests.", schema),
                        Installation.of(pipeline))))
                .contains(
                        "There are two resolvers for 'bad_task'.",
                        "There is a resolver for 'task', which the schema does not contain.",
                        "Two loaders are called 'detail'.",
                        "Nothing lists 'bad_space.tasks', though there is a loader for it: name it in the plan, or leave"
                                + " the loader out.",
                        "Nothing fills 'bad_task.mood'.",
                        "Nothing fills 'bad_note.text'.",
                        "Nothing fills 'bad_space.notes'.",
                        "'for all bad_task load title': nothing before it finds a 'bad_task'.",
                        "'for root bad_task load title': 'bad_task' is not a root of the schema.",
                        "'for root bad_space list notes': nothing fills 'bad_space.notes'.")
                .anyMatch(problem -> problem.contains("for all bad_note load text"))
                .anyMatch(problem -> problem.contains("to fill 'bad_task.body', which it does not say it fills"))
                .anyMatch(problem -> problem.contains("'raw', which is never fetched"));
    }

    @Test
    void aPlanThatNamesOneCollectionOfASourceListsAllThatAreDerivedFromIt() {
        Loader.Source<Space, String> source =
                Loader.paginatedSource("both", Space.TYPE, (env, parent, request) -> Page.last(List.<String>of()));
        Pipeline pipeline = Pipeline.of(
                context -> {},
                SyncPlan.of(forRoot(Space.TYPE).loadCollection(Space.TASKS)),
                Resolver.of(Space.TYPE)
                        .collection(Space.TASKS, source.derive(Space.TASKS, raw -> List.of()))
                        .collection(Space.NOTES, source.derive(Space.NOTES, raw -> List.of())));

        assertThat(ConnectorCheck.problems(new Module(
                        ConnectorDefinition.of(
                                "bad",
                                "Bad",
                                "For tests.",
                                Schema.of("bad", Space.TYPE, Task.TYPE, Note.TYPE)
                                        .rootedAt(Space.TYPE)),
                        Installation.of(pipeline))))
                .isNotEmpty()
                .noneMatch(problem -> problem.contains("Nothing lists"));
    }

    @Test
    void aConnectorThatFailsOnItsExamplesSaysHow() {
        ConnectorDefinition definition =
                ConnectorDefinition.of("failing", "Failing", "For tests.", Schema.of("failing"));
        assertThat(ConnectorCheck.problems(new ConnectorModule() {
                    @Override
                    public ConnectorDefinition definition() {
                        return definition;
                    }

                    @Override
                    public Installation initialise(Config config, Credentials credentials) throws ConnectorException {
                        throw new ConnectorException.Configuration("These do not go together.");
                    }
                }))
                .containsExactly("It refuses its own examples: These do not go together.");
        assertThat(ConnectorCheck.problems(new ConnectorModule() {
                    @Override
                    public ConnectorDefinition definition() {
                        return definition;
                    }

                    @Override
                    public Installation initialise(Config config, Credentials credentials) {
                        credentials.string("undeclared");
                        return Installation.of();
                    }
                }))
                .singleElement()
                .asString()
                .contains("It declares no credential 'undeclared'");
    }

    @Test
    void aRequiredSettingNeedsAnExample() {
        ConnectorDefinition definition = ConnectorDefinition.of("needy", "Needy", "For tests.", Schema.of("needy"))
                .config(new ConfigField("site", "Site", ConfigField.Kind.TEXT, true, null, "Where.", List.of(), null));

        assertThat(ConnectorCheck.problems(new Module(definition, Installation.of())))
                .singleElement()
                .asString()
                .contains("'site' is required and has no example");
    }

    @Test
    void nothingIsWrongWithAGoodPipeline() {
        Schema schema = Schema.of("bad", Space.TYPE, Note.TYPE, Task.TYPE).rootedAt(Space.TYPE);
        Loader.Listing<Space, Task> tasks = Loader.<Space, Task>collection(
                        "tasks", Space.TASKS, (env, parent, request) -> Page.last(List.of()))
                .fills(Task.TITLE, Task.BODY, Task.MOOD);
        Loader.Listing<Space, Note> notes = Loader.<Space, Note>collection(
                        "notes", Space.NOTES, (env, parent, request) -> Page.last(List.of()))
                .fills(Note.TEXT);
        Pipeline pipeline = Pipeline.of(
                context -> {},
                SyncPlan.of(
                        forRoot(Space.TYPE).loadCollection(Space.TASKS),
                        forRoot(Space.TYPE).loadCollection(Space.NOTES)),
                Resolver.of(Space.TYPE).collection(Space.TASKS, tasks).collection(Space.NOTES, notes));

        assertThat(ConnectorCheck.problems(new Module(
                        ConnectorDefinition.of("good", "Good", "For tests.", schema), Installation.of(pipeline))))
                .containsExactly("Field 'bad_task.mood' is an enumeration without values.");
    }

    @ParameterizedTest
    @CsvSource({
        "password, true",
        "apiKey, true",
        "api_key, true",
        "API token, true",
        "privateKeyPem, true",
        "clientSecret, true",
        "secretPath, false",
        "tokenUrl, false",
        "key, false",
        "keyboard, false",
        "compass, false",
    })
    void aNameTellsWhetherItsValueIsASecret(String name, boolean secret) {
        assertThat(SecretLike.matches(name)).isEqualTo(secret);
    }
}
