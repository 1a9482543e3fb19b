package io.cadastre.connectors.host.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The format of {@code /proc/mounts}, see fstab(5). */
public final class MountTable {
    /** File systems that the kernel makes up, and layers over others: no storage of the machine. */
    private static final Set<String> VIRTUAL = Set.of(
            "autofs",
            "binfmt_misc",
            "bpf",
            "cgroup",
            "cgroup2",
            "configfs",
            "debugfs",
            "devpts",
            "devtmpfs",
            "efivarfs",
            "fusectl",
            "hugetlbfs",
            "mqueue",
            "nsfs",
            "proc",
            "pstore",
            "ramfs",
            "rpc_pipefs",
            "securityfs",
            "selinuxfs",
            "sysfs",
            "tracefs");

    private static final Set<String> FIXED_SIZE = Set.of(
            "btrfs",
            "exfat",
            "ext2",
            "ext3",
            "ext4",
            "f2fs",
            "iso9660",
            "jfs",
            "ntfs",
            "ntfs3",
            "overlay",
            "reiserfs",
            "squashfs",
            "tmpfs",
            "vfat",
            "xfs");

    private MountTable() {}

    /**
     * A mounted file system.
     *
     * @param device what is mounted
     * @param mountPoint where
     * @param kind the type of file system
     * @param options how
     */
    public record Entry(String device, String mountPoint, String kind, List<String> options) {
        /**
         * Whether asking for the size is safe and gives the same every time: a file system of the network may hang, and
         * those that share a pool say what is free in it.
         */
        public boolean hasFixedSize() {
            return FIXED_SIZE.contains(kind);
        }
    }

    /** What is mounted and is storage; of several on one mount point the last, which hides the others. */
    public static Rows<Entry> parse(String text) {
        List<Entry> rows = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n")) {
            number++;
            String[] parts = line.split(" ");
            if (line.isBlank()) {
                continue;
            }
            if (parts.length < 4) {
                problems.add("line " + number);
                continue;
            }
            if (!VIRTUAL.contains(parts[2])) {
                String mountPoint = unescape(parts[1]);
                rows.removeIf(entry -> entry.mountPoint().equals(mountPoint));
                // A share may be mounted by a URL with a password.
                rows.add(new Entry(
                        KnownSecrets.mask(unescape(parts[0])), mountPoint, parts[2], List.of(parts[3].split(","))));
            }
        }
        return new Rows<>(rows, problems);
    }

    /** Spaces and their kind are written in octal. */
    private static String unescape(String text) {
        return text.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }
}
