package io.cadastre.server.cli;

import java.io.PrintWriter;
import java.util.Map;

/**
 * What surrounds a command.
 *
 * @param variables the environment variables
 * @param out where results go
 * @param err where messages go
 */
record Environment(Map<String, String> variables, PrintWriter out, PrintWriter err) {
    Environment {
        variables = Map.copyOf(variables);
    }
}
