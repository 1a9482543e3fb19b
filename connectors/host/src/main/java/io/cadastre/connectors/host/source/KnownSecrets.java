package io.cadastre.connectors.host.source;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks secrets that show by themselves, wherever in a text they stand: tokens of known shape, HTTP headers, the user
 * part of a URL, assignments to a secret name. Every pattern starts at the beginning of a word and takes no step back,
 * so that a long argument costs time in proportion to its length.
 */
final class KnownSecrets {
    /** AWS, GitHub, GitLab, Slack, Google, OpenAI and Stripe, npm, HashiCorp Vault, our own, JSON web tokens, keys. */
    private static final Pattern TOKEN = Pattern.compile("(?<![A-Za-z0-9_-])(?:"
            + "(?:AKIA|ASIA)[A-Z0-9]{16}+"
            + "|gh[pousr]_[A-Za-z0-9]{16,255}+|github_pat_[A-Za-z0-9_]{16,255}+|glpat-[A-Za-z0-9_-]{16,255}+"
            + "|xox[abeoprs]-[A-Za-z0-9-]{10,255}+|AIza[A-Za-z0-9_-]{30,255}+"
            + "|sk[-_](?:live[-_]|test[-_]|ant[-_]|proj[-_])?+[A-Za-z0-9_-]{20,255}+|npm_[A-Za-z0-9]{20,255}+"
            + "|hv[sb]\\.[A-Za-z0-9_-]{16,255}+|cdt_[A-Za-z0-9_-]{16,255}+"
            + "|eyJ[A-Za-z0-9_-]{8,8192}+\\.[A-Za-z0-9_-]{8,8192}+(?:\\.[A-Za-z0-9_-]{0,8192}+)?+)");

    private static final Pattern PRIVATE_KEY = Pattern.compile("(?s)-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----.*+");
    private static final Pattern HEADER = Pattern.compile("(?i)(?<![a-z0-9_-])"
            + "((?:proxy-)?authorization|(?:set-)?cookie|x-(?:[a-z]{1,30}+-){0,5}+(?:key|token|auth|secret))"
            + "(\\s{0,3}+:\\s{0,3}+)[^\"'\\r\\n]++");
    private static final Pattern SCHEME =
            Pattern.compile("(?i)(?<![a-z0-9_-])(bearer|basic)(\\s{1,3}+)[a-z0-9+/=._~-]{6,}+");

    /** Up to the last @ before the end of the word: a password may hold an @ itself. */
    private static final Pattern URL_USER =
            Pattern.compile("(?i)(?<![a-z0-9+.-])([a-z][a-z0-9+.-]{0,30}+://)([^\\s\"'<>?#]{1,512})@");

    /** {@code user:password@host}, as in a data source name or a share; not an image by digest, {@code name:tag@sha256:…}. */
    private static final Pattern BARE_USER = Pattern.compile(
            "(?<![^\\s\"'=,;(])((?://)?+[A-Za-z0-9_.+-]{0,64}+:)(?!//)([^\\s\"'@/]{1,256}+)@(?!sha\\d{3}:)");

    private static final Pattern NAME = Pattern.compile(
            "(?<![A-Za-z0-9_.-])([A-Za-z_][A-Za-z0-9_.-]{0,128}+)" + "[\"']?+\\s{0,2}+(?:=|:(?!//))\\s{0,2}+");

    private static final Pattern VALUE = Pattern.compile("\"[^\"]*+\"?+|'[^']*+'?+|[^\\s\"'&;,|)}\\]]++");

    private static final Pattern PASS_SOURCE = Pattern.compile("(?<![A-Za-z0-9_.-])pass:[^\\s\"']++");

    private KnownSecrets() {}

    static String mask(String text) {
        String masked = TOKEN.matcher(text).replaceAll(ArgumentMask.MASK);
        masked = PRIVATE_KEY.matcher(masked).replaceAll(ArgumentMask.MASK);
        masked = HEADER.matcher(masked).replaceAll("$1$2" + ArgumentMask.MASK);
        masked = SCHEME.matcher(masked).replaceAll("$1$2" + ArgumentMask.MASK);
        masked = URL_USER.matcher(masked).replaceAll(KnownSecrets::withoutUserSecret);
        masked = BARE_USER.matcher(masked).replaceAll("$1" + ArgumentMask.MASK + "@");
        masked = PASS_SOURCE.matcher(masked).replaceAll("pass:" + ArgumentMask.MASK);
        return assignments(masked);
    }

    /** The user stays, its password goes. What stands alone may be a token and goes, unless it is a short name. */
    private static String withoutUserSecret(MatchResult url) {
        String user = url.group(2);
        int colon = user.indexOf(':');
        String kept = user.length() <= 16 && !user.contains("@") ? user : ArgumentMask.MASK;
        if (colon >= 0) {
            kept = user.substring(0, colon) + ":" + ArgumentMask.MASK;
        }
        return Matcher.quoteReplacement(url.group(1) + kept + "@");
    }

    private static String assignments(String text) {
        StringBuilder masked = new StringBuilder();
        Matcher name = NAME.matcher(text);
        Matcher value = VALUE.matcher(text);
        int done = 0;
        int from = 0;
        while (name.find(from)) {
            // A value that is no secret may hold an assignment itself: url=https://host?token=…
            from = name.end();
            if (SecretName.matches(name.group(1))
                    && value.region(from, text.length()).lookingAt()
                    && isSecret(name.group(1), value.group())) {
                masked.append(text, done, from).append(quoted(value.group()));
                done = value.end();
                from = done;
            }
        }
        return masked.append(text, done, text.length()).toString();
    }

    /** PWD and OLDPWD by themselves are directories. */
    static boolean isSecret(String name, String value) {
        boolean directory = (name.equals("PWD") || name.equals("OLDPWD")) && value.startsWith("/");
        return !directory && SecretName.matches(name);
    }

    private static String quoted(String value) {
        char first = value.charAt(0);
        return first == '"' || first == '\'' ? first + ArgumentMask.MASK + first : ArgumentMask.MASK;
    }
}
