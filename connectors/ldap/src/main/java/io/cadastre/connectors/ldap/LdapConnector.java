package io.cadastre.connectors.ldap;

import io.cadastre.connectors.ldap.model.LdapComputer;
import io.cadastre.connectors.ldap.model.LdapDirectory;
import io.cadastre.connectors.ldap.model.LdapGroup;
import io.cadastre.connectors.ldap.model.LdapUnit;
import io.cadastre.connectors.ldap.model.LdapUser;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Env;
import io.cadastre.spi.Health;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.step.Step;
import java.util.List;

/** Reads a directory over LDAP: people, groups, computers and organisational units. */
public final class LdapConnector implements ConnectorModule {
    public static final Schema SCHEMA =
            Schema.of("ldap", LdapDirectory.TYPE, LdapUnit.TYPE, LdapGroup.TYPE, LdapUser.TYPE, LdapComputer.TYPE);

    private static final ConnectorDefinition DEFINITION = ConnectorDefinition.of(
                    "ldap",
                    "LDAP",
                    "OpenLDAP or Active Directory: people, groups, computers and organisational units.",
                    SCHEMA)
            .icon("M12 3v5M12 8H5v5M12 8h7v5M3 13h4v4H3zM17 13h4v4h-4zM10 13h4v4h-4zM12 8v5")
            .permissions(
                    "Search and read of all entries below the base, operational attributes included.",
                    "No size limit for paged results (OpenLDAP: limits … size.prtotal=unlimited).")
            .config(
                    LdapSettings.URL,
                    LdapSettings.START_TLS,
                    LdapSettings.CA_CERTIFICATES,
                    LdapSettings.PROFILE,
                    LdapSettings.BIND_NAME,
                    LdapSettings.BASE,
                    LdapSettings.USER_BASE,
                    LdapSettings.GROUP_BASE,
                    LdapSettings.COMPUTER_BASE,
                    LdapSettings.USER_FILTER,
                    LdapSettings.GROUP_FILTER,
                    LdapSettings.COMPUTER_FILTER,
                    LdapSettings.PAGE_SIZE)
            .credentials(LdapSettings.PASSWORD)
            .onboarding(LdapOnboarding.flow());

    @Override
    public ConnectorDefinition definition() {
        return DEFINITION;
    }

    @Override
    public Installation initialise(Config config, Credentials credentials) throws ConnectorException {
        LdapSettings settings = LdapSettings.of(config);
        LdapServer server = new LdapServer(
                settings.address(), settings.bindName(), credentials.string(LdapSettings.PASSWORD.name()));
        return new Installation() {
            @Override
            public List<Step> steps() {
                return new LdapSync(settings, server).steps();
            }

            @Override
            public Health health(Env env) throws ConnectorException, InterruptedException {
                server.entry(env, settings.base(), settings.profile().key().attribute())
                        .key(settings.profile().key());
                return Health.healthy("The base '" + settings.base() + "' can be read.");
            }
        };
    }
}
