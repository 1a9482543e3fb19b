package io.cadastre.connectors.host.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells from a name, of a flag, a variable or a setting, whether its value is a secret. */
final class SecretName {
    private static final Set<String> SECRET_WORDS = Set.of(
            "apikey",
            "accesskey",
            "accountkey",
            "auth",
            "authorization",
            "bearer",
            "cookie",
            "cookies",
            "credential",
            "credentials",
            "jwt",
            "otp",
            "pass",
            "passcode",
            "passphrase",
            "passwd",
            "password",
            "passwords",
            "passwort",
            "pin",
            "privatekey",
            "psk",
            "pw",
            "pwd",
            "salt",
            "secret",
            "secrets",
            "secretkey",
            "sessionid",
            "sig",
            "signature",
            "token");

    /** What "key" or "id" must follow to be one; by themselves they mostly name a file or a row. */
    private static final Set<String> SECRET_PAIRS = Set.of(
            "access key",
            "account key",
            "api key",
            "auth key",
            "encryption key",
            "license key",
            "master key",
            "private key",
            "secret id",
            "secret key",
            "session id",
            "session key",
            "shared key",
            "signing key",
            "storage key");

    private static final List<String> SECRET_ENDINGS =
            List.of("password", "passwd", "passphrase", "secret", "token", "apikey", "auth", "pass", "pwd");

    /** Words that only look as if they ended in a secret. */
    private static final Set<String> DECOYS =
            Set.of("bypass", "compass", "encompass", "overpass", "surpass", "trespass", "underpass", "singlepass");

    /** A name that ends in one of these says where or how a secret is, not what it is. */
    private static final Set<String> HARMLESS_LAST = Set.of(
            "algorithm",
            "backend",
            "count",
            "dir",
            "directory",
            "disabled",
            "enabled",
            "endpoint",
            "expiration",
            "expires",
            "expiry",
            "fd",
            "file",
            "files",
            "format",
            "host",
            "interval",
            "issuer",
            "length",
            "level",
            "limit",
            "method",
            "methods",
            "mode",
            "name",
            "path",
            "plugin",
            "policy",
            "port",
            "prompt",
            "provider",
            "realm",
            "scope",
            "scopes",
            "size",
            "stdin",
            "timeout",
            "ttl",
            "type",
            "uri",
            "url",
            "user",
            "username");

    /** A name that begins with one of these turns something on or off. */
    private static final Set<String> HARMLESS_FIRST = Set.of("no", "ask", "disable", "enable", "skip", "without");

    private SecretName() {}

    /** Whether what has this name is to be masked. */
    static boolean matches(String name) {
        List<String> words = words(name);
        if (words.isEmpty()
                || HARMLESS_LAST.contains(words.getLast())
                || (words.size() > 1 && HARMLESS_FIRST.contains(words.getFirst()))) {
            return false;
        }
        for (int i = 0; i < words.size(); i++) {
            if (isSecretWord(words.get(i)) || (i > 0 && SECRET_PAIRS.contains(words.get(i - 1) + " " + words.get(i)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSecretWord(String word) {
        return SECRET_WORDS.contains(word)
                || (!DECOYS.contains(word) && SECRET_ENDINGS.stream().anyMatch(word::endsWith));
    }

    /** Lower case, without the digits at a word's end: dbPassword1, DB_PASSWORD and db-password are two words each. */
    private static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= name.length(); i++) {
            boolean separator = i == name.length() || !Character.isLetterOrDigit(name.charAt(i));
            boolean hump = !separator
                    && i > start
                    && Character.isUpperCase(name.charAt(i))
                    && (!Character.isUpperCase(name.charAt(i - 1))
                            || (i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1))));
            if (separator || hump) {
                String word = withoutDigits(name.substring(start, i)).toLowerCase(Locale.ROOT);
                if (!word.isEmpty()) {
                    words.add(word);
                }
                start = separator ? i + 1 : i;
            }
        }
        return words;
    }

    private static String withoutDigits(String word) {
        int end = word.length();
        while (end > 0 && Character.isDigit(word.charAt(end - 1))) {
            end--;
        }
        return word.substring(0, end);
    }
}
