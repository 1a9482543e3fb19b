package io.cadastre.engine.installation;

/** There is no installation of that id. The message is safe to show. */
public final class UnknownInstallationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnknownInstallationException(String id) {
        super("There is no installation '" + id + "'.");
    }
}
