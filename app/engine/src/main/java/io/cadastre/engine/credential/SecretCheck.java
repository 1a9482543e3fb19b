package io.cadastre.engine.credential;

import io.cadastre.spi.Config;
import io.cadastre.spi.credential.CredentialField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checks secrets, as they come from JSON or from a file, against what a connector declares. No message quotes one. */
public final class SecretCheck {
    private static final List<String> CLIENT = List.of("clientId", "clientSecret");
    private static final List<String> CONSENT = List.of("clientId", "clientSecret", "refreshToken");

    private SecretCheck() {}

    /**
     * Secrets, or everything that is wrong with them.
     *
     * @param secrets by the name of the credential; meaningful only without problems
     * @param problems empty if the secrets can be used
     */
    public record Checked(Map<String, Secret> secrets, List<Config.Problem> problems) {
        public Checked {
            secrets = Map.copyOf(secrets);
            problems = List.copyOf(problems);
        }
    }

    /** Checks all at once. */
    public static Checked check(List<CredentialField> fields, Map<String, ? extends @Nullable Object> raw) {
        return check(fields, raw, Set.of());
    }

    /**
     * Checks all at once.
     *
     * @param kept the names of those that are there already and may be left out
     */
    public static Checked check(
            List<CredentialField> fields, Map<String, ? extends @Nullable Object> raw, Set<String> kept) {
        Map<String, Secret> secrets = new LinkedHashMap<>();
        List<Config.Problem> problems = new ArrayList<>();
        Set<String> known = new TreeSet<>();
        for (CredentialField field : fields) {
            known.add(field.name());
            Object given = raw.get(field.name());
            if (given == null) {
                if (field.required() && !kept.contains(field.name())) {
                    problems.add(new Config.Problem(field.name(), field.label() + " is required."));
                }
                continue;
            }
            switch (field.kind()) {
                case STRING -> text(field, given, secrets, problems);
                case OAUTH -> client(field, CLIENT, given, secrets, problems);
                case OAUTH_REFRESH -> client(field, CONSENT, given, secrets, problems);
            }
        }
        for (String name : raw.keySet()) {
            if (!known.contains(name)) {
                problems.add(new Config.Problem(
                        name,
                        "There is no such credential. "
                                + (known.isEmpty()
                                        ? "The connector has none."
                                        : "Known: " + String.join(", ", known) + ".")));
            }
        }
        return new Checked(secrets, problems);
    }

    private static void text(
            CredentialField field, Object given, Map<String, Secret> secrets, List<Config.Problem> problems) {
        if (given instanceof String text && !text.isBlank()) {
            secrets.put(field.name(), new Secret.Text(text));
        } else {
            problems.add(new Config.Problem(field.name(), field.label() + " must be a text that is not blank."));
        }
    }

    private static void client(
            CredentialField field,
            List<String> needed,
            Object given,
            Map<String, Secret> secrets,
            List<Config.Problem> problems) {
        if (!(given instanceof Map<?, ?> members)) {
            problems.add(new Config.Problem(
                    field.name(), field.label() + " must be an object with " + String.join(", ", needed) + "."));
            return;
        }
        boolean whole = true;
        for (String member : needed) {
            if (!(members.get(member) instanceof String text && !text.isBlank())) {
                whole = false;
                problems.add(new Config.Problem(
                        field.name() + "." + member,
                        field.label() + " needs '" + member + "', a text that is not blank."));
            }
        }
        for (Object member : members.keySet()) {
            if (!needed.contains(member)) {
                problems.add(new Config.Problem(
                        field.name(), field.label() + " has only " + String.join(", ", needed) + "."));
                return;
            }
        }
        if (whole) {
            secrets.put(
                    field.name(),
                    new Secret.Client(new OAuthSecret(
                            String.valueOf(members.get("clientId")),
                            String.valueOf(members.get("clientSecret")),
                            members.get("refreshToken") instanceof String token ? token : null)));
        }
    }
}
