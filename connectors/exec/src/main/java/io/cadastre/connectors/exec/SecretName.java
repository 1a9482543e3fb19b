package io.cadastre.connectors.exec;

import java.util.regex.Pattern;

/** Tells from the name of a variable or an argument whether its value is a secret. When in doubt it is. */
final class SecretName {
    private static final Pattern SECRET = Pattern.compile("(?i).*(pass(word|wd|phrase|code)?|pwd|secrets?|tokens?"
            + "|api[_-]?key|(access|account|auth|private|signing|encryption|session)[_-]?key|credentials?"
            + "|auth(orization)?|bearer|cookies?|session[_-]?id)\\d*");

    private SecretName() {}

    /** A name that says where or how a secret is, such as {@code TOKEN_FILE}, does not end like one. */
    static boolean matches(String name) {
        return SECRET.matcher(name).matches();
    }
}
