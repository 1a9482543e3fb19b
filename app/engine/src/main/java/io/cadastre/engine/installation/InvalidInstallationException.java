package io.cadastre.engine.installation;

import io.cadastre.spi.Config;
import java.util.List;

/** An installation cannot be as asked. The problems are safe to show, one for each wrong field. */
public final class InvalidInstallationException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Config.Problem> problems;

    public InvalidInstallationException(List<Config.Problem> problems) {
        super(String.join(" ", problems.stream().map(Config.Problem::message).toList()));
        this.problems = List.copyOf(problems);
    }

    public List<Config.Problem> problems() {
        return problems;
    }
}
