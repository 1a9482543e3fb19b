package io.cadastre.server.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;

/**
 * What surrounds a command.
 *
 * @param variables the environment variables
 * @param out where results go
 * @param err where messages go
 * @param terminal whom to ask; empty if nobody is there
 */
record Environment(Map<String, String> variables, PrintWriter out, PrintWriter err, Optional<Terminal> terminal) {
    Environment {
        variables = Map.copyOf(variables);
    }
}
