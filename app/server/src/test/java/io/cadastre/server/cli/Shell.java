package io.cadastre.server.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;

/** Runs commands as a shell would. */
final class Shell {
    private Shell() {}

    /** What a command left behind. */
    record Result(int exitCode, String out, String err) {}

    static Result run(Map<String, String> environment, String... arguments) {
        return run(environment, Optional.empty(), arguments);
    }

    static Result run(Map<String, String> environment, Optional<Terminal> terminal, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode =
                Main.run(environment, new PrintWriter(out, true), new PrintWriter(err, true), terminal, arguments);
        return new Result(exitCode, out.toString(), err.toString());
    }
}
