package io.cadastre.engine.verify;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Tells from the name or label of a setting whether its value would be a secret. */
final class SecretLike {
    private static final Set<String> WORDS = Set.of(
            "apikey",
            "accesskey",
            "bearer",
            "credential",
            "credentials",
            "jwt",
            "passcode",
            "passphrase",
            "passwd",
            "password",
            "passwords",
            "pin",
            "privatekey",
            "psk",
            "pwd",
            "secret",
            "secretkey",
            "secrets",
            "token",
            "tokens");

    /** What must come before "key"; by itself it mostly names something that can be shown. */
    private static final Set<String> BEFORE_KEY = Set.of(
            "access", "account", "api", "encryption", "license", "master", "private", "secret", "shared", "signing");

    /** What ends in one of these says where or how a secret is, not what it is. */
    private static final Set<String> HARMLESS_LAST = Set.of(
            "age",
            "algorithm",
            "count",
            "endpoint",
            "expiry",
            "file",
            "id",
            "length",
            "lifetime",
            "name",
            "path",
            "policy",
            "prefix",
            "scope",
            "scopes",
            "ttl",
            "type",
            "uri",
            "url");

    private SecretLike() {}

    /** Whether what is called so is a secret: {@code apiKey}, {@code api_key} and {@code API key} are the same. */
    static boolean matches(String name) {
        List<String> words = Stream.of(name.split("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
        if (words.isEmpty() || HARMLESS_LAST.contains(words.getLast())) {
            return false;
        }
        for (int i = 0; i < words.size(); i++) {
            if (WORDS.contains(words.get(i))
                    || (i > 0 && words.get(i).equals("key") && BEFORE_KEY.contains(words.get(i - 1)))) {
                return true;
            }
        }
        return false;
    }
}
