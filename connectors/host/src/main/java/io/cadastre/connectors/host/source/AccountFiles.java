package io.cadastre.connectors.host.source;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The formats of passwd(5), group(5) and shadow(5). */
public final class AccountFiles {
    private AccountFiles() {}

    /**
     * A line of passwd(5).
     *
     * @param name the user's name
     * @param uid the user's number
     * @param gid the number of the primary group
     * @param fullName the first part of the comment
     * @param home the home directory
     * @param shell the login shell
     */
    public record PasswdEntry(String name, long uid, long gid, String fullName, String home, String shell) {
        /** Whether the shell lets somebody log in. */
        public boolean mayLogIn() {
            return !shell.endsWith("/nologin") && !shell.endsWith("/false") && !shell.equals("/bin/sync");
        }
    }

    /**
     * A line of group(5).
     *
     * @param name the group's name
     * @param gid the group's number
     * @param members the names of the users in it, beside those whose primary group it is
     */
    public record GroupEntry(String name, long gid, List<String> members) {}

    /**
     * What of a line of shadow(5) is no secret.
     *
     * @param locked whether no password opens the account
     * @param changedOn when the password was last changed, if that is known
     */
    public record ShadowEntry(boolean locked, Optional<LocalDate> changedOn) {}

    public static Rows<PasswdEntry> passwd(String text) {
        List<PasswdEntry> rows = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            String[] parts = line.split(":", -1);
            if (skipped(line)) {
                continue;
            }
            if (parts.length < 7 || parts[0].isEmpty() || !isNumber(parts[2]) || !isNumber(parts[3])) {
                problems.add("line " + number);
                continue;
            }
            rows.add(new PasswdEntry(
                    parts[0],
                    Long.parseLong(parts[2]),
                    Long.parseLong(parts[3]),
                    parts[4].split(",", -1)[0],
                    parts[5],
                    parts[6].strip()));
        }
        return new Rows<>(rows, problems);
    }

    public static Rows<GroupEntry> group(String text) {
        List<GroupEntry> rows = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            String[] parts = line.split(":", -1);
            if (skipped(line)) {
                continue;
            }
            if (parts.length < 4 || parts[0].isEmpty() || !isNumber(parts[2])) {
                problems.add("line " + number);
                continue;
            }
            List<String> members = new ArrayList<>();
            for (String member : parts[3].strip().split(",")) {
                if (!member.isEmpty()) {
                    members.add(member);
                }
            }
            rows.add(new GroupEntry(parts[0], Long.parseLong(parts[2]), List.copyOf(members)));
        }
        return new Rows<>(rows, problems);
    }

    /** By user name. The hash itself is looked at and not kept. */
    public static Map<String, ShadowEntry> shadow(String text) {
        Map<String, ShadowEntry> entries = new HashMap<>();
        for (String line : text.split("\n")) {
            String[] parts = line.split(":", -1);
            if (parts.length >= 3) {
                boolean locked = parts[1].startsWith("!") || parts[1].startsWith("*");
                // 0 means that it must be changed at the next login, not 1970; more digits are no date.
                Optional<LocalDate> changed = parts[2].matches("[1-9]\\d{0,6}")
                        ? Optional.of(LocalDate.ofEpochDay(Long.parseLong(parts[2])))
                        : Optional.empty();
                entries.put(parts[0], new ShadowEntry(locked, changed));
            }
        }
        return entries;
    }

    /** Comments, and the lines with which NIS is asked. */
    private static boolean skipped(String line) {
        return line.isBlank() || line.startsWith("#") || line.startsWith("+") || line.startsWith("-");
    }

    private static boolean isNumber(String text) {
        return text.matches("\\d{1,10}");
    }
}
