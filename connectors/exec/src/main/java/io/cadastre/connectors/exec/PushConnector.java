package io.cadastre.connectors.exec;

import io.cadastre.spi.Config;
import io.cadastre.spi.ConfigField;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.push.Inbox;
import io.cadastre.spi.push.PushModule;
import java.time.Duration;

/** Takes the lines of the exec connector from whoever brings them over HTTP. */
public final class PushConnector implements PushModule {
    private static final ConnectorDefinition DEFINITION = ConnectorDefinition.of(
                    "push",
                    "Pushed lines",
                    "Takes what a program of yours sends as lines of JSON over HTTP; nothing is fetched.",
                    Schema.of("push"))
            .icon("M12 20V6M6 12l6-6 6 6M5 4h14")
            .permissions("A token with the role operator for whoever sends.")
            .config(ConfigField.integer(
                    "timeout", "Timeout in minutes", 1_440, "After that a sync that is still being sent is given up."));

    @Override
    public ConnectorDefinition definition() {
        return DEFINITION;
    }

    /** Checks the values; there is nothing to fetch. */
    @Override
    public Installation initialise(Config config, Credentials credentials) throws ConnectorException {
        timeout(config);
        return Installation.of();
    }

    @Override
    public Installation receive(Config config, Credentials credentials, Inbox inbox) throws ConnectorException {
        Duration timeout = timeout(config);
        LineLog log = new LineLog(Mask.NONE, ExecConnector.LOG_LINES_PER_SECOND, System::nanoTime);
        return new LineInstallation(
                env -> new LineInstallation.Opened(new InboxLines(inbox, ChildProcess.Limits.DEFAULT.lineBytes()), log),
                new LineInstallation.Times(timeout, timeout, System::nanoTime));
    }

    private static Duration timeout(Config config) throws ConnectorException.Configuration {
        long minutes = config.integer("timeout");
        if (minutes < 1 || minutes > Duration.ofDays(7).toMinutes()) {
            throw new ConnectorException.Configuration("The timeout must be 1 minute to 7 days.");
        }
        return Duration.ofMinutes(minutes);
    }
}
