package io.cadastre.connectors.host.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks secrets in the arguments of a process: when in doubt it masks. What a flag is called stays, so that one can see
 * that a secret was given on a command line, which is a finding in itself. An argument that holds several words, such as
 * a script for {@code sh -c}, is masked word by word by the same rules.
 */
public final class ArgumentMask {
    /** What stands in for a secret. */
    public static final String MASK = "***";

    /** Beyond these, arguments are cut off: an inventory is no place for a whole script. */
    private static final int MOST_ARGUMENTS = 512;

    private static final int LONGEST_ARGUMENT = 16_384;

    /** How far from a cut a secret may begin, and be known only by what was cut off. */
    private static final int LONGEST_SECRET = 1_024;

    private static final int DEEPEST_QUOTES = 4;

    /** The letters of short flags that take a secret, by program. */
    private static final Map<String, String> SHORT_FLAGS = Map.ofEntries(
            Map.entry("7z", "p"),
            Map.entry("az", "p"),
            Map.entry("bcp", "P"),
            Map.entry("curl", "uU"),
            Map.entry("docker", "p"),
            Map.entry("htpasswd", ""),
            Map.entry("ipmitool", "P"),
            Map.entry("isql", "P"),
            Map.entry("ldapadd", "w"),
            Map.entry("ldapdelete", "w"),
            Map.entry("ldapmodify", "w"),
            Map.entry("ldappasswd", "was"),
            Map.entry("ldapsearch", "w"),
            Map.entry("ldapwhoami", "w"),
            Map.entry("mariadb", "p"),
            Map.entry("mariadb-admin", "p"),
            Map.entry("mariadb-dump", "p"),
            Map.entry("mongo", "p"),
            Map.entry("mongodump", "p"),
            Map.entry("mongorestore", "p"),
            Map.entry("mongosh", "p"),
            Map.entry("mosquitto_pub", "P"),
            Map.entry("mosquitto_sub", "P"),
            Map.entry("mysql", "p"),
            Map.entry("mysqladmin", "p"),
            Map.entry("mysqldump", "p"),
            Map.entry("mysqlimport", "p"),
            Map.entry("mysqlsh", "p"),
            Map.entry("nerdctl", "p"),
            Map.entry("openssl", "kK"),
            Map.entry("podman", "p"),
            Map.entry("rar", "p"),
            Map.entry("redis-cli", "a"),
            Map.entry("rpcclient", "U"),
            Map.entry("smbclient", "U"),
            Map.entry("snmpget", "cAX"),
            Map.entry("snmpwalk", "cAX"),
            Map.entry("sqlcmd", "P"),
            Map.entry("sshpass", "p"),
            Map.entry("unrar", "p"),
            Map.entry("unzip", "P"),
            Map.entry("wget", ""),
            Map.entry("zip", "P"));

    /** Programs whose -p is the password of login and the ports of run. */
    private static final Set<String> PUBLISHING = Set.of("docker", "podman", "nerdctl");

    private static final Pattern FLAG = Pattern.compile("-[A-Za-z]|--[A-Za-z].*+", Pattern.DOTALL);
    private static final Pattern SHORT_FLAG = Pattern.compile("-([A-Za-z])(.*+)", Pattern.DOTALL);
    private static final Pattern PASSWORD_FLAG = Pattern.compile("-[pP]");
    private static final Pattern USER_FLAG = Pattern.compile("--(?:proxy-)?user");
    private static final Pattern SLASH_PASSWORD = Pattern.compile("/(?:p|pw|password):.*+", Pattern.DOTALL);

    /** What follows -p and is a port, a number, a path or a mapping of them. */
    private static final Pattern PORT_OR_PATH =
            Pattern.compile("[\\d.:,\\-\\[\\]]++(?:/(?:tcp|udp|sctp))?+|[./~].*+", Pattern.DOTALL);

    private static final Pattern WHOLE_ASSIGNMENT =
            Pattern.compile("(?s)([-/]{0,2}+([A-Za-z_][A-Za-z0-9_.-]{0,128}+)[=:])(.++)");
    private static final Pattern ENDS_IN_NAME = Pattern.compile("([A-Za-z_][A-Za-z0-9_.-]{0,128}+)[\"']?+[=:]");

    private ArgumentMask() {}

    /** The arguments of a process, its own name first, without their secrets. */
    public static List<String> mask(List<String> arguments) {
        List<String> kept = new ArrayList<>();
        for (String argument : arguments.subList(0, Math.min(arguments.size(), MOST_ARGUMENTS))) {
            kept.add(argument.length() > LONGEST_ARGUMENT ? argument.substring(0, LONGEST_ARGUMENT) : argument);
        }
        List<String> masked = new ArrayList<>(words(kept, 0));
        for (int i = 0; i < masked.size(); i++) {
            if (kept.get(i).length() == LONGEST_ARGUMENT) {
                String text = masked.get(i);
                masked.set(i, text.substring(0, Math.max(0, text.length() - LONGEST_SECRET)) + "…");
            }
        }
        if (arguments.size() > MOST_ARGUMENTS) {
            masked.add("… " + (arguments.size() - MOST_ARGUMENTS) + " more");
        }
        return List.copyOf(masked);
    }

    /** One text, such as a command line in a file. */
    public static String maskLine(String line) {
        return text(line.strip(), 0);
    }

    private static List<String> words(List<String> words, int depth) {
        List<String> masked = new ArrayList<>();
        String program = "";
        boolean secretFollows = false;
        boolean maybeSecretFollows = false;
        boolean identified = false;
        for (String word : words) {
            String plain = ShellWords.unquoted(word);
            String base = plain.substring(plain.lastIndexOf('/') + 1);
            if (SHORT_FLAGS.containsKey(base)) {
                // Not only the first word: sudo, timeout, env and the like run others.
                program = base;
            }
            boolean sqlLiteral = identified && word.startsWith("'");
            if ((secretFollows && !FLAG.matcher(plain).matches())
                    || (maybeSecretFollows && !PORT_OR_PATH.matcher(plain).matches() && !plain.startsWith("-"))
                    || sqlLiteral) {
                masked.add(MASK);
                secretFollows = false;
                maybeSecretFollows = false;
                continue;
            }
            boolean known = takesSecret(plain, program);
            secretFollows = known || namesWhatFollows(plain);
            maybeSecretFollows = !known && PASSWORD_FLAG.matcher(plain).matches();
            if (plain.equals("-p") && PUBLISHING.contains(program) && !words.contains("login")) {
                // The ports of run; what does not look like ports is masked all the same.
                secretFollows = false;
                maybeSecretFollows = true;
            }
            identified = plain.equalsIgnoreCase("password") || plain.equalsIgnoreCase("by");
            masked.add(attached(word, plain, program, depth));
        }
        return program.equals("htpasswd") && words.size() > 3 ? withoutLast(masked) : masked;
    }

    /** htpasswd takes the password as its last argument, without any flag. */
    private static List<String> withoutLast(List<String> masked) {
        masked.set(masked.size() - 1, MASK);
        return masked;
    }

    private static boolean takesSecret(String word, String program) {
        Matcher flag = SHORT_FLAG.matcher(word);
        boolean taken = flag.matches()
                && flag.group(2).isEmpty()
                && SHORT_FLAGS.getOrDefault(program, "").contains(flag.group(1));
        boolean user = (program.equals("curl") || program.equals("wget"))
                && USER_FLAG.matcher(word).matches();
        return taken || user;
    }

    /** A flag with a secret name, or a name before its value: {@code --token}, {@code "password":}. */
    private static boolean namesWhatFollows(String word) {
        if (word.startsWith("-") && !word.contains("=") && !word.contains(":")) {
            return SecretName.matches(word);
        }
        Matcher name = ENDS_IN_NAME.matcher(word);
        boolean last = false;
        while (name.find()) {
            last = name.end() == word.length() && SecretName.matches(name.group(1));
        }
        return last;
    }

    /** mysql and its kin take the password in the same word as the flag: -psecret. */
    private static String attached(String word, String plain, String program, int depth) {
        Matcher flag = SHORT_FLAG.matcher(plain);
        if (flag.matches()
                && !flag.group(2).isEmpty()
                && SHORT_FLAGS.getOrDefault(program, "").contains(flag.group(1))
                && !(PORT_OR_PATH.matcher(flag.group(2)).matches() && !program.equals("sshpass"))) {
            return "-" + flag.group(1) + MASK;
        }
        if (SLASH_PASSWORD.matcher(plain).matches()) {
            return plain.substring(0, plain.indexOf(':') + 1) + MASK;
        }
        return text(word, depth);
    }

    private static String text(String text, int depth) {
        Matcher whole = WHOLE_ASSIGNMENT.matcher(text);
        if (whole.matches()) {
            if (KnownSecrets.isSecret(whole.group(2), whole.group(3))) {
                return whole.group(1) + MASK;
            }
            if (USER_FLAG.matcher(text.substring(0, whole.end(1) - 1)).matches()
                    && whole.group(3).contains(":")) {
                return whole.group(1) + MASK;
            }
        }
        String masked = KnownSecrets.mask(text);
        if (depth >= DEEPEST_QUOTES) {
            return masked;
        }
        String inner = ShellWords.unquoted(masked);
        ShellWords words = ShellWords.of(inner);
        if (words.words().size() < 2) {
            return masked;
        }
        String quote = inner.length() == masked.length() ? "" : masked.substring(0, 1);
        return quote + words.with(words(words.words(), depth + 1)) + quote;
    }
}
