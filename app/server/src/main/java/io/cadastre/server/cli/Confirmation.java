package io.cadastre.server.cli;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A question before something that cannot be taken back.
 *
 * @param environment whom to ask
 * @param given whether the answer was given on the command line
 */
record Confirmation(Environment environment, boolean given) {
    private static final Set<String> YES = Set.of("y", "yes");

    /**
     * Asks, unless the answer was given.
     *
     * @param what what would be done, a sentence
     * @param question what is asked
     * @throws CommandException if nobody can be asked, or the answer is no
     */
    void ask(String what, String question) {
        if (given) {
            return;
        }
        Terminal terminal = environment
                .terminal()
                .orElseThrow(
                        () -> new CommandException(ExitCode.USAGE, what + " Say --yes to do it. Nothing was done."));
        terminal.say(what);
        @Nullable String answer = terminal.ask(question + " [y/N] ");
        if (answer == null || !YES.contains(answer.strip().toLowerCase(Locale.ROOT))) {
            throw new CommandException(ExitCode.FAILED, "Nothing was done.");
        }
    }
}
