package io.cadastre.server.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.cadastre.server.crash.Round.Phase;
import io.cadastre.server.embedded.EmbeddedNeo4j;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * Kills the real server at instants of a sync that chance picks, and looks at what the next start makes of it. In most
 * rounds the database is in another process and goes on; in some it is embedded and dies, too.
 *
 * <p>{@code ./cadastre test-crash 500} runs more rounds, with chance from the clock; {@code --seed N} plays one run
 * again, as far as instants can be repeated.
 */
@DisabledOnOs(OS.WINDOWS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashIT {
    private static final int ROUNDS = Integer.getInteger("cadastre.crash.rounds", 20);
    private static final long SEED = Long.getLong("cadastre.crash.seed", 20261121);

    /** From here on chance leaves no phase out. */
    private static final int ROUNDS_FOR_ALL_PHASES = 12;

    private Path directory;
    private EmbeddedNeo4j neo4j;
    private World appAlone;

    @BeforeAll
    void aServerWhoseDatabaseIsInAnotherProcess(@TempDir Path temp) throws Exception {
        directory = temp;
        neo4j = EmbeddedNeo4j.start(new EmbeddedNeo4j.Options(
                directory.resolve("neo4j"), directory.resolve("logs"), 32L << 20, 256L << 20));
        appAlone = new World(
                directory.resolve("app"),
                List.of(
                        "--neo4j-uri",
                        neo4j.address().uri().toString(),
                        "--neo4j-user",
                        neo4j.address().user()),
                Map.of("CADASTRE_NEO4J_PASSWORD", neo4j.address().password()));
    }

    @AfterAll
    void end() {
        if (appAlone != null) {
            appAlone.close();
        }
        neo4j.close();
    }

    @Test
    @DisplayName(
            "P19, I3, I7, I9, I10: after kill -9 at any instant the next start finds what some sync left, no half of one")
    void killedWhileTheDatabaseGoesOn() throws Exception {
        List<Round> rounds = rounds(false);

        rounds.forEach(round -> play(round, appAlone));

        if (rounds.size() >= ROUNDS_FOR_ALL_PHASES) {
            assertThat(appAlone.hits()).as("seed %d", SEED).containsOnlyKeys(Phase.values());
        }
        System.out.println("Servers killed in each phase: " + appAlone.hits());
    }

    @Test
    @DisplayName("P19, I3, I7, I9, I10: so it is when the database dies with the server")
    void killedTogetherWithTheDatabase() throws Exception {
        List<Round> rounds = rounds(true);
        assumeFalse(rounds.isEmpty(), "Too few rounds.");
        try (World together = new World(directory.resolve("embedded"), List.of(), Map.of())) {
            rounds.forEach(round -> play(round, together));
            System.out.println("Servers killed in each phase: " + together.hits());
        }
    }

    @Test
    @DisplayName(
            "M16, I7: a server that is stopped during a sync says so of the sync at the next start; nothing is deleted")
    void stoppedWhileItCollects() {
        play(Round.of(SEED, 0), appAlone);
    }

    private static List<Round> rounds(boolean embedded) {
        return IntStream.rangeClosed(1, ROUNDS)
                .mapToObj(number -> Round.of(SEED, number))
                .filter(round -> round.embedded() == embedded)
                .toList();
    }

    private static void play(Round round, World world) {
        long start = System.nanoTime();
        try {
            String found = world.play(round);
            System.out.printf("%s: %s (%d s)%n", round, found, (System.nanoTime() - start) / 1_000_000_000);
        } catch (TestAbortedException e) {
            throw e;
        } catch (Exception | AssertionError e) {
            throw new AssertionError(
                    "Seed " + SEED + ", " + round + ". Play it again with: ./cadastre test-crash "
                            + Math.max(1, round.number()) + " --seed " + SEED + System.lineSeparator() + e.getMessage(),
                    e);
        }
    }
}
