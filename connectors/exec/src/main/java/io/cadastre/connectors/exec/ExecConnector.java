package io.cadastre.connectors.exec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConfigField;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Env;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.CredentialField;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.model.Schema;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Runs a program, in any language, that prints what it finds as lines of JSON. */
public final class ExecConnector implements ConnectorModule {
    static final int LOG_LINES_PER_SECOND = 50;

    private static final String SECRETS = "secrets";
    private static final Duration UNTIL_SCHEMA = Duration.ofMinutes(2);

    private static final ConnectorDefinition DEFINITION = ConnectorDefinition.of(
                    "exec",
                    "Program",
                    "Runs a program of yours that prints what it finds as lines of JSON; its first line says what that"
                            + " can be.",
                    Schema.of("exec"))
            .icon("M4 5h16v14H4zM7 9l3 3-3 3M12 15h5")
            .permissions("Whatever the program needs; it runs as the user that Cadastre runs as.")
            .config(
                    ConfigField.texts(
                                    "command",
                                    "Command",
                                    "The program, then its arguments, one on each line. No shell reads them.")
                            .asRequired()
                            .example("/usr/local/bin/inventory"),
                    ConfigField.optionalText("directory", "Directory", "Where the program runs; an absolute path."),
                    ConfigField.texts(
                            "environment",
                            "Environment",
                            "Variables for the program, NAME=value on each line. No secrets: those are a credential."),
                    ConfigField.optionalText(
                            "settings", "Settings", "JSON that the program reads on its input, under 'settings'."),
                    ConfigField.integer("timeout", "Timeout in minutes", 30, "After that the program is stopped."))
            .credentials(CredentialField.string(
                            SECRETS,
                            "Secrets",
                            "A text that the program reads on its input, under 'secrets'. It is never an argument or a"
                                    + " variable, which others could see.")
                    .optional());

    private final ChildProcess.Limits limits;
    private final Duration untilSchema;
    private final LongSupplier nanos;

    public ExecConnector() {
        this(ChildProcess.Limits.DEFAULT, UNTIL_SCHEMA, System::nanoTime);
    }

    ExecConnector(ChildProcess.Limits limits, Duration untilSchema, LongSupplier nanos) {
        this.limits = limits;
        this.untilSchema = untilSchema;
        this.nanos = nanos;
    }

    @Override
    public ConnectorDefinition definition() {
        return DEFINITION;
    }

    @Override
    public Installation initialise(Config config, Credentials credentials) throws ConnectorException {
        ExecSettings settings = ExecSettings.of(config);
        return new LineInstallation(
                env -> launch(settings, credentials, env),
                new LineInstallation.Times(untilSchema, settings.timeout(), nanos));
    }

    private LineInstallation.Opened launch(ExecSettings settings, Credentials credentials, Env env)
            throws ConnectorException, InterruptedException {
        return credentials.has(SECRETS)
                ? credentials.string(SECRETS).use(secret -> launch(settings, secret, Mask.of(secret), env))
                : launch(settings, null, Mask.NONE, env);
    }

    private LineInstallation.Opened launch(ExecSettings settings, @Nullable String secret, Mask mask, Env env)
            throws ConnectorException {
        LineLog log = new LineLog(mask, LOG_LINES_PER_SECOND, nanos);
        return new LineInstallation.Opened(
                ChildProcess.launch(settings, input(settings, secret), limits, log, env), log);
    }

    /** What the program reads on its input. */
    private static byte[] input(ExecSettings settings, @Nullable String secret) {
        ObjectNode input = JsonLine.MAPPER.createObjectNode();
        input.put("protocol", 1);
        input.set("settings", settings.settings());
        if (secret != null) {
            input.put(SECRETS, secret);
        }
        try {
            return (JsonLine.MAPPER.writeValueAsString(input) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was read as JSON is written as JSON.", e);
        }
    }
}
