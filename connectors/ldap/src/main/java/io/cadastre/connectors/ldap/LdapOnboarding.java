package io.cadastre.connectors.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConfigField;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.onboarding.Answers;
import io.cadastre.spi.onboarding.OnboardingFlow;
import io.cadastre.spi.onboarding.OnboardingStep;
import io.cadastre.spi.operation.Operation;
import java.util.List;

/** Asks where the directory is, who reads it and what, and tries each. */
final class LdapOnboarding {
    private static final ConfigField[] ADDRESS = {LdapSettings.URL, LdapSettings.START_TLS, LdapSettings.CA_CERTIFICATES
    };
    private static final ConfigField[] READING = {
        LdapSettings.BASE,
        LdapSettings.PROFILE,
        LdapSettings.USER_BASE,
        LdapSettings.GROUP_BASE,
        LdapSettings.COMPUTER_BASE,
        LdapSettings.USER_FILTER,
        LdapSettings.GROUP_FILTER,
        LdapSettings.COMPUTER_FILTER,
        LdapSettings.PAGE_SIZE
    };

    private LdapOnboarding() {}

    static OnboardingFlow flow() {
        return OnboardingFlow.of(
                OnboardingStep.input("address", "Directory", "Where it is.", List.of(ADDRESS), List.of())
                        .checkedBy(LdapOnboarding::address),
                OnboardingStep.input(
                                "reader",
                                "Reader",
                                "Who reads it.",
                                List.of(LdapSettings.BIND_NAME),
                                List.of(LdapSettings.PASSWORD))
                        .checkedBy(LdapOnboarding::reader),
                OnboardingStep.input("reading", "Reading", "What is read.", List.of(READING), List.of())
                        .checkedBy(LdapOnboarding::reading));
    }

    private static List<Config.Problem> address(Answers answers, Env env) throws Exception {
        try {
            LdapAddress address = LdapAddress.of(answers.values());
            env.ops().execute(Operation.define("ldap.connect", LdapOnboarding::connect), address);
            return List.of();
        } catch (ConnectorException.Configuration e) {
            return LdapSettings.problem(e, ADDRESS);
        } catch (ConnectorException e) {
            return List.of(new Config.Problem(LdapSettings.URL.name(), String.valueOf(e.getMessage())));
        }
    }

    private static Boolean connect(LdapAddress address) throws ConnectorException {
        try (LDAPConnection connection = address.connect()) {
            return connection.isConnected();
        } catch (LDAPException e) {
            throw LdapErrors.of(e, "Connecting");
        }
    }

    private static List<Config.Problem> reader(Answers answers, Env env) throws Exception {
        try {
            env.ops()
                    .execute(
                            Operation.define("ldap.bind", (LdapServer server) -> {
                                try (LDAPConnection connection = server.open()) {
                                    return connection.isConnected();
                                }
                            }),
                            server(answers));
            return List.of();
        } catch (ConnectorException.Authentication e) {
            return List.of(new Config.Problem(LdapSettings.PASSWORD.name(), String.valueOf(e.getMessage())));
        }
    }

    private static LdapServer server(Answers answers) throws ConnectorException.Configuration {
        return new LdapServer(
                LdapAddress.of(answers.values()),
                answers.values().text(LdapSettings.BIND_NAME.name()),
                answers.credentials().string(LdapSettings.PASSWORD.name()));
    }

    private static List<Config.Problem> reading(Answers answers, Env env) throws Exception {
        LdapSettings settings;
        try {
            settings = LdapSettings.of(answers.values());
        } catch (ConnectorException.Configuration e) {
            return LdapSettings.problem(e, READING);
        }
        LdapServer server = server(answers);
        try {
            server.entry(env, settings.base(), settings.profile().key().attribute())
                    .key(settings.profile().key());
            return List.of();
        } catch (ConnectorException.NotFound e) {
            List<String> known = server.entry(env, DN.NULL_DN, "namingContexts").texts("namingContexts");
            return List.of(new Config.Problem(
                    LdapSettings.BASE.name(),
                    e.getMessage() + (known.isEmpty() ? "" : " The directory has: " + String.join("; ", known) + ".")));
        } catch (ConnectorException.BadData e) {
            return List.of(new Config.Problem(LdapSettings.PROFILE.name(), String.valueOf(e.getMessage())));
        }
    }
}
