package io.cadastre.web;

/** Something else listens at the address. The message is one paragraph for the user. */
public final class PortInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PortInUseException(String host, int port, Throwable cause) {
        super(
                "Cadastre cannot listen on " + host + ":" + port
                        + ": the port is in use, or the address is not one of this machine. Stop what uses it (perhaps another"
                        + " Cadastre), or give another --port; --port 0 takes any that is free.",
                cause);
    }
}
