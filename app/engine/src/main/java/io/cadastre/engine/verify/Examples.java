package io.cadastre.engine.verify;

import io.cadastre.spi.ConfigField;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.credential.Credential;
import io.cadastre.spi.credential.CredentialField;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.credential.OAuthSettings;
import java.util.LinkedHashMap;
import java.util.Map;

/** Values that stand for those of an installation when a connector is checked. */
final class Examples {
    private Examples() {}

    /** The examples, defaults and first options of all settings that have one. */
    static Map<String, Object> config(ConnectorDefinition definition) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (ConfigField field : definition.config()) {
            String example = field.example();
            if (example != null) {
                values.put(field.name(), example);
            } else if (field.defaultValue() == null && !field.options().isEmpty()) {
                values.put(field.name(), field.options().getFirst());
            }
        }
        return values;
    }

    /** All declared credentials, with placeholders for secrets. */
    static Credentials credentials(ConnectorDefinition definition) {
        return new Credentials() {
            @Override
            public boolean has(String name) {
                return definition.credentials().stream()
                        .anyMatch(field -> field.name().equals(name));
            }

            @Override
            public Credential string(String name) {
                return placeholder(name, CredentialField.Kind.STRING);
            }

            @Override
            public Credential oauth(String name, OAuthSettings settings) {
                return placeholder(
                        name,
                        settings.grant() == OAuthSettings.Grant.REFRESH_TOKEN
                                ? CredentialField.Kind.OAUTH_REFRESH
                                : CredentialField.Kind.OAUTH);
            }

            private Credential placeholder(String name, CredentialField.Kind kind) {
                if (definition.credentials().stream()
                        .noneMatch(field -> field.name().equals(name) && field.kind() == kind)) {
                    throw new IllegalArgumentException("It declares no credential '" + name + "' of that kind.");
                }
                return new Placeholder(name);
            }
        };
    }

    private record Placeholder(String name) implements Credential {
        @Override
        public <T> T use(Use<T> use) throws ConnectorException {
            return use.with("placeholder");
        }

        @Override
        public boolean rejected() {
            return false;
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
