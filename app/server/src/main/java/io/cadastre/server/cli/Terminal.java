package io.cadastre.server.cli;

import java.io.Console;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A person who can be asked. */
interface Terminal {
    /** Says something, on lines of its own. */
    void say(String text);

    /** Asks for a line; null if no more comes. */
    @Nullable
    String ask(String prompt);

    /** Asks for a line that is not shown while it is typed; null if no more comes. */
    @Nullable
    String askSecret(String prompt);

    /** The terminal this process was started from, if there is one. */
    static Optional<Terminal> ofProcess() {
        Console console = System.console();
        return console == null || !console.isTerminal() ? Optional.empty() : Optional.of(new OfConsole(console));
    }

    /** The console of the process. */
    record OfConsole(Console console) implements Terminal {
        @Override
        public void say(String text) {
            console.printf("%s%n", text);
        }

        @Override
        public @Nullable String ask(String prompt) {
            return console.readLine("%s", prompt);
        }

        @Override
        public @Nullable String askSecret(String prompt) {
            char[] typed = console.readPassword("%s", prompt);
            return typed == null ? null : new String(typed);
        }
    }
}
