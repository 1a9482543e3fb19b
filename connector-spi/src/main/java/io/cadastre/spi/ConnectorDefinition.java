package io.cadastre.spi;

import io.cadastre.spi.credential.CredentialField;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.onboarding.OnboardingFlow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a connector is, as the catalogue shows it. Immutable; each method gives a changed copy.
 *
 * @param name unique, lower case with hyphens; installations refer to it
 * @param displayName for people
 * @param description one or two sentences
 * @param version the connector's own version
 * @param icon an SVG path drawn in a 24 by 24 box
 * @param permissions what the connector needs to be allowed to read, in the words of the system it reads
 * @param schema everything it may emit
 * @param config what an installation configures
 * @param credentials what secrets an installation has
 * @param flow how an installation comes to be; null for one form with everything
 */
public record ConnectorDefinition(
        String name,
        String displayName,
        String description,
        String version,
        String icon,
        List<String> permissions,
        Schema schema,
        List<ConfigField> config,
        List<CredentialField> credentials,
        @Nullable OnboardingFlow flow) {
    /** A plug. */
    private static final String DEFAULT_ICON = "M9 2v6M15 2v6M6 8h12v4a6 6 0 0 1-12 0zM12 18v4";

    public ConnectorDefinition {
        permissions = List.copyOf(permissions);
        config = List.copyOf(config);
        credentials = List.copyOf(credentials);
    }

    /** The least a connector says about itself. */
    public static ConnectorDefinition of(String name, String displayName, String description, Schema schema) {
        return new ConnectorDefinition(
                name, displayName, description, "1.0.0", DEFAULT_ICON, List.of(), schema, List.of(), List.of(), null);
    }

    public ConnectorDefinition version(String value) {
        return new ConnectorDefinition(
                name, displayName, description, value, icon, permissions, schema, config, credentials, flow);
    }

    public ConnectorDefinition icon(String value) {
        return new ConnectorDefinition(
                name, displayName, description, version, value, permissions, schema, config, credentials, flow);
    }

    public ConnectorDefinition permissions(String... values) {
        return new ConnectorDefinition(
                name, displayName, description, version, icon, List.of(values), schema, config, credentials, flow);
    }

    public ConnectorDefinition config(ConfigField... values) {
        return new ConnectorDefinition(
                name, displayName, description, version, icon, permissions, schema, List.of(values), credentials, flow);
    }

    public ConnectorDefinition credentials(CredentialField... values) {
        return new ConnectorDefinition(
                name, displayName, description, version, icon, permissions, schema, config, List.of(values), flow);
    }

    public ConnectorDefinition onboarding(OnboardingFlow value) {
        return new ConnectorDefinition(
                name, displayName, description, version, icon, permissions, schema, config, credentials, value);
    }

    /** How an installation comes to be. */
    public OnboardingFlow onboarding() {
        return flow == null ? OnboardingFlow.form(config, credentials) : flow;
    }
}
