package io.cadastre.server.cli;

/** What a command's exit code says. Listed in {@code --help}. */
public enum ExitCode {
    OK(0, "It worked."),
    FAILED(1, "It did not work; the message says why."),
    USAGE(2, "The command line or the configuration is wrong; nothing was done."),
    UNAVAILABLE(3, "The server or the database cannot be reached."),
    REFUSED(4, "The token is missing, unknown or not enough."),
    PARTIAL(5, "The sync ended, but something was not seen or waits for approval; what was there is kept.");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    public int number() {
        return number;
    }

    public String meaning() {
        return meaning;
    }
}
