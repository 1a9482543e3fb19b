package io.cadastre.engine.onboarding;

import io.cadastre.engine.credential.OAuthSecret;
import io.cadastre.engine.credential.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Secrets as they were given, by the name of their part. Never printed, never part of an answer (I14).
 */
final class GivenSecrets {
    static final GivenSecrets NONE = new GivenSecrets(Map.of());
    private static final String MASK = "[secret]";
    /** Shorter ones would turn ordinary words into masks, and are no secrets to speak of. */
    private static final int SHORTEST_MASKED = 4;

    private final Map<String, String> parts;

    GivenSecrets(Map<String, String> parts) {
        this.parts = Map.copyOf(parts);
    }

    boolean has(String part) {
        return parts.containsKey(part);
    }

    Map<String, String> parts() {
        return parts;
    }

    /** By the credential's name: a text, or an object of its parts. */
    Map<String, Object> byCredential() {
        Map<String, Object> credentials = new LinkedHashMap<>();
        Map<String, Map<String, String>> objects = new LinkedHashMap<>();
        parts.forEach((part, secret) -> {
            int dot = part.indexOf('.');
            if (dot < 0) {
                credentials.put(part, secret);
            } else {
                objects.computeIfAbsent(part.substring(0, dot), name -> new LinkedHashMap<>())
                        .put(part.substring(dot + 1), secret);
            }
        });
        credentials.putAll(objects);
        return credentials;
    }

    /** As an installation keeps them. A client that lacks a part is left out. */
    Map<String, Secret> secrets() {
        Map<String, Secret> secrets = new LinkedHashMap<>();
        byCredential().forEach((name, value) -> {
            if (value instanceof String text) {
                secrets.put(name, new Secret.Text(text));
            }
            String clientId = parts.get(name + "." + SecretPart.CLIENT_ID);
            String clientSecret = parts.get(name + "." + SecretPart.CLIENT_SECRET);
            if (clientId != null && clientSecret != null) {
                secrets.put(
                        name,
                        new Secret.Client(new OAuthSecret(
                                clientId, clientSecret, parts.get(name + "." + SecretPart.REFRESH_TOKEN))));
            }
        });
        return secrets;
    }

    GivenSecrets and(GivenSecrets others) {
        Map<String, String> all = new LinkedHashMap<>(parts);
        all.putAll(others.parts);
        return new GivenSecrets(all);
    }

    /** Without the credentials of these names. */
    GivenSecrets without(Set<String> credentials) {
        Map<String, String> kept = new LinkedHashMap<>(parts);
        kept.keySet().removeIf(part -> credentials.contains(part.replaceFirst("\\..*", "")));
        return new GivenSecrets(kept);
    }

    /** A text in which none of them can be read. */
    String masked(String text) {
        String masked = text;
        for (String secret : parts.values()) {
            if (secret.length() >= SHORTEST_MASKED) {
                masked = masked.replace(secret, MASK);
            }
        }
        return masked;
    }

    @Override
    public String toString() {
        return "GivenSecrets" + parts.keySet();
    }
}
