package io.cadastre.spi.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Typed constants: what cannot work does not compile. */
class MistakesThatDoNotCompileTest {
    private static final String FRAME = """
            import io.cadastre.spi.model.*;
            import io.cadastre.spi.page.Page;
            import io.cadastre.spi.pipeline.*;
            import io.cadastre.spi.step.Step;
            import java.util.List;

            class Example {
                static class User {
                    static final EntityType<User> TYPE =
                            EntityType.<User>named("acme_user").classes(EntityClass.USER).keyed("id");
                    static final Field<User, String> EMAIL = TYPE.string("email");
                    static final Field<User, Boolean> ACTIVE = TYPE.bool("active");
                    static final RefField<User, Team> TEAM =
                            TYPE.ref("team", () -> Team.TYPE, Verb.HAS, Direction.INCOMING);
                    static final MatchField<User> PERSON =
                            TYPE.match("person", Match.on(EntityClass.PERSON, "email"), Verb.IS, Direction.OUTGOING);
                    static final CollectionField<User, Task> TASKS = TYPE.collection("tasks", () -> Task.TYPE, Verb.ASSIGNED);
                }

                static class Team {
                    static final EntityType<Team> TYPE =
                            EntityType.<Team>named("acme_team").classes(EntityClass.GROUP).keyed("id");
                    static final CollectionField<Team, User> MEMBERS = TYPE.collection("members", () -> User.TYPE, Verb.HAS);
                }

                static class Task {
                    static final EntityType<Task> TYPE =
                            EntityType.<Task>named("acme_task").classes(EntityClass.TASK).keyed("id");
                    static final Field<Task, String> TITLE = TYPE.string("title");
                }

                static final Loader.OneByOne<User> USER = Loader.entity("user", User.TYPE, (env, ref) -> null);
                static final Loader.OneByOne<Task> TASK = Loader.entity("task", Task.TYPE, (env, ref) -> null);
                static final Loader.Listing<User, Task> USERS_TASKS =
                        Loader.collection("tasks", User.TASKS, (env, user, request) -> Page.last(List.of()));

                void example() {
                    STATEMENT;
                }
            }
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SyncPlan.forAll(User.TYPE).loadFields(User.EMAIL, User.TEAM)",
                "SyncPlan.forAll(User.TYPE).loadCollection(User.TASKS)",
                "User.TYPE.input(\"u1\").set(User.EMAIL, \"a@b\").set(User.ACTIVE, true).link(User.TEAM, \"t1\")",
                "Resolver.of(User.TYPE).field(User.EMAIL, USER).field(User.TEAM, USER)",
                "Resolver.of(User.TYPE).collection(User.TASKS, USERS_TASKS.fills(Task.TITLE))",
                "USER.fills(User.EMAIL, User.TEAM)",
                "USER.fills(User.PERSON)",
                "User.TYPE.input(\"u1\").match(User.PERSON, \"a@b\").clear(User.PERSON)",
                "User.PERSON.to(User.TYPE.ref(\"u1\"), \"a@b\")",
                "Step.named(\"s\", \"S\").produces(User.TYPE, User.PERSON)",
                "User.TASKS.between(User.TYPE.ref(\"u1\"), Task.TYPE.ref(\"t1\"))"
            })
    void whatIsRightCompiles(String statement) {
        assertThat(errors(statement)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // A collection is listed, not loaded as a field; a field is not listed.
                "SyncPlan.forAll(User.TYPE).loadFields(User.TASKS)",
                "SyncPlan.forAll(User.TYPE).loadCollection(User.EMAIL)",
                "SyncPlan.forAll(User.TYPE).loadCollection(User.TEAM)",
                // Members of another entity type.
                "SyncPlan.forAll(User.TYPE).loadFields(Task.TITLE)",
                "SyncPlan.forRoot(User.TYPE).loadCollection(Team.MEMBERS)",
                "Resolver.of(User.TYPE).field(Task.TITLE, TASK)",
                "Resolver.of(User.TYPE).field(User.EMAIL, TASK)",
                "Resolver.of(Team.TYPE).collection(Team.MEMBERS, USERS_TASKS)",
                "USER.fills(Task.TITLE)",
                "USER.fills(User.TASKS)",
                "USERS_TASKS.fills(User.EMAIL)",
                "User.TYPE.input(\"u1\").set(Task.TITLE, \"x\")",
                // Values of another kind.
                "User.TYPE.input(\"u1\").set(User.ACTIVE, \"yes\")",
                "User.TYPE.input(\"u1\").set(User.TEAM, \"t1\")",
                "User.TYPE.input(\"u1\").link(User.TASKS, \"t1\")",
                // A link into other installations has a value, not a key of this one's; it belongs to its type.
                "User.TYPE.input(\"u1\").link(User.PERSON, \"a@b\")",
                "User.TYPE.input(\"u1\").set(User.PERSON, \"a@b\")",
                "User.TYPE.input(\"u1\").match(User.TEAM, \"t1\")",
                "Task.TYPE.input(\"t1\").match(User.PERSON, \"a@b\")",
                "User.PERSON.to(Task.TYPE.ref(\"t1\"), \"a@b\")",
                "SyncPlan.forAll(User.TYPE).loadCollection(User.PERSON)",
                // The ends of a relationship the wrong way round.
                "User.TASKS.between(Task.TYPE.ref(\"t1\"), User.TYPE.ref(\"u1\"))"
            })
    void whatCannotWorkDoesNotCompile(String statement) {
        assertThat(errors(statement)).isNotEmpty();
    }

    @Test
    void theFrameItselfCompiles() {
        assertThat(errors("int nothing = 0")).isEmpty();
    }

    private List<String> errors(String statement) {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        JavaFileObject source =
                new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return FRAME.replace("STATEMENT", statement);
                    }
                };
        compiler.getTask(
                        null,
                        null,
                        found,
                        List.of("-d", directory.toString(), "-cp", classPath()),
                        null,
                        List.of(source))
                .call();
        return found.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
                .toList();
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
