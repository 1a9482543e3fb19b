package io.cadastre.connectors.host.source;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Masks secrets in the arguments of a process: when in doubt it masks. What a flag is called stays, so that one can see
 * that a secret was given on a command line, which is a finding in itself.
 */
public final class ArgumentMask {
    /** What stands in for a secret. */
    public static final String MASK = "***";

    private static final String SECRET_WORD =
            "(?:pass(?:word|wd|phrase|code)?|pwd|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|secret[-_]?key"
                    + "|signing[-_]?key|encryption[-_]?key|auth(?:orization)?|credentials?|cookie|session[-_]?id|bearer"
                    + "|salt|otp|pin)";

    /** A name with a secret word as one of its words: db-password, GITHUB_TOKEN, clientSecret, --pass. */
    private static final Pattern SECRET_NAME = Pattern.compile(
            "(?:^|.*[-_.:]|.*(?<=[a-z0-9])(?=[A-Z]))(?i:" + SECRET_WORD + ")(?:[-_.]?(?i:value|text|string|hash|\\d+))?");

    /** Names that read like secrets but name a place or a kind. */
    private static final Pattern HARMLESS_NAME = Pattern.compile(
            "(?i).*(?:file|path|dir|directory|url|uri|type|method|mode|provider|algorithm|length|ttl|timeout|name|user|id)");

    private static final Pattern ASSIGNMENT = Pattern.compile("(?s)([^=\\s/][^=\\s]*?)(=|:\\s*)(.+)");
    private static final Pattern URL_USER = Pattern.compile("(?i)([a-z][a-z0-9+.-]*://[^\\s/:@]*):([^\\s@/]+)@");
    private static final Pattern URL_TOKEN = Pattern.compile("(?i)([a-z][a-z0-9+.-]*://)([^\\s/:@]{20,})@");
    private static final Pattern QUERY_SECRET = Pattern.compile("(?i)([?&](?:[a-z0-9_.-]*[-_.])?(?:" + SECRET_WORD
            + "|sig|signature|key|code)=)([^&\\s#]+)");
    private static final Pattern HEADER =
            Pattern.compile("(?i)(authorization|proxy-authorization|x-[a-z-]*(?:key|token|auth)|cookie)(\\s*[:=]\\s*)(.+)");
    private static final Pattern SCHEME = Pattern.compile("(?i)\\b(bearer|basic)\\s+[A-Za-z0-9+/=._~-]{6,}");

    /** Secrets that show by themselves: AWS, GitHub, GitLab, Slack, Google, JSON web tokens, private keys. */
    private static final Pattern KNOWN_SECRET = Pattern.compile("\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b"
            + "|\\bgh[pousr]_[A-Za-z0-9]{20,}|\\bgithub_pat_[A-Za-z0-9_]{20,}|\\bglpat-[A-Za-z0-9_-]{16,}"
            + "|\\bxox[abeoprs]-[A-Za-z0-9-]{10,}|\\bAIza[A-Za-z0-9_-]{30,}|\\bsk[-_](?:live|test|ant|proj)?[A-Za-z0-9_-]{20,}"
            + "|\\bcdt_[A-Za-z0-9_-]{20,}|\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*"
            + "|-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*");

    /** Short flags that take a secret with these programs. */
    private static final Pattern SHORT_SECRET_PROGRAM =
            Pattern.compile("(?:mysql|mysqldump|mysqladmin|mariadb|mariadb-dump|mongo|mongosh|sshpass|redis-cli|smbclient|curl|wget"
                    + "|ldapsearch|ldapmodify|ldapadd|ldapwhoami|docker|podman|openssl|htpasswd)(?:\\.exe)?");

    private static final Pattern SHORT_SECRET_FLAG = Pattern.compile("-(?:p|a|w|u|U)");

    private ArgumentMask() {}

    /** The arguments of a process, its own name first, without their secrets. */
    public static List<String> mask(List<String> arguments) {
        List<String> masked = new ArrayList<>();
        boolean secretFollows = false;
        boolean shortFlags = !arguments.isEmpty()
                && SHORT_SECRET_PROGRAM.matcher(baseName(arguments.getFirst())).matches();
        for (String argument : arguments) {
            boolean flag = argument.startsWith("-");
            if (secretFollows && !flag) {
                masked.add(MASK);
                secretFollows = false;
                continue;
            }
            secretFollows = flag && namesSecretThatFollows(argument, shortFlags);
            masked.add(shortFlags ? attached(maskOne(argument)) : maskOne(argument));
        }
        return List.copyOf(masked);
    }

    /** One text, such as a command line in a file. */
    public static String maskLine(String line) {
        return String.join(" ", mask(List.of(line.strip().split("\\s+"))));
    }

    private static boolean namesSecretThatFollows(String flag, boolean shortFlags) {
        return isSecret(flag.replaceFirst("^-+", "")) || (shortFlags && SHORT_SECRET_FLAG.matcher(flag).matches());
    }

    /** mysql and its kin take the password in the same word as the flag: -psecret. */
    private static String attached(String argument) {
        return argument.matches("-[pa][^-=\\s].*") && !argument.matches("-p\\d{1,5}(?::\\d+)?") ? argument.substring(0, 2) + MASK : argument;
    }

    private static String maskOne(String argument) {
        String text = KNOWN_SECRET.matcher(argument).replaceAll(MASK);
        text = HEADER.matcher(text).replaceAll("$1$2" + MASK);
        text = SCHEME.matcher(text).replaceAll("$1 " + MASK);
        text = URL_USER.matcher(text).replaceAll("$1:" + MASK + "@");
        text = URL_TOKEN.matcher(text).replaceAll("$1" + MASK + "@");
        text = QUERY_SECRET.matcher(text).replaceAll("$1" + MASK);
        var assignment = ASSIGNMENT.matcher(text);
        if (assignment.matches() && isSecret(assignment.group(1).replaceFirst("^-+", ""))) {
            return assignment.group(1) + assignment.group(2) + MASK;
        }
        return text;
    }

    private static boolean isSecret(String name) {
        return SECRET_NAME.matcher(name).matches() && !HARMLESS_NAME.matcher(name).matches();
    }

    private static String baseName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
