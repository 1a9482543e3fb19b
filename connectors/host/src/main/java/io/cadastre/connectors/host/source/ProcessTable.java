package io.cadastre.connectors.host.source;

import io.cadastre.spi.ConnectorException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The processes of the machine, from {@code /proc}. The environment of a process is never read.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc.5.html">proc(5)</a>
 */
public final class ProcessTable {
    /** What the kernel calls a tick in its tables, on every architecture: a hundredth of a second (USER_HZ). */
    private static final long TICKS_PER_SECOND = 100;

    private static final long KERNEL_THREAD_FLAG = 0x0020_0000;
    private static final Pattern STAT = Pattern.compile("(?s)(\\d+) \\((.*)\\) (.*)");
    /** Real, effective, saved, file system: the effective one is what the process may do. */
    private static final Pattern UID = Pattern.compile("Uid:\\s+\\d{1,10}\\s+(\\d{1,10})\\b.*");

    private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");

    private final MachineRoot root;

    public ProcessTable(MachineRoot root) {
        this.root = root;
    }

    /**
     * A process.
     *
     * @param pid its number
     * @param parent the number of its parent
     * @param name the name the kernel keeps, at most 15 characters
     * @param startTicks when it started, in hundredths of a second since the machine did
     * @param kernelThread whether it is part of the kernel
     * @param uid its effective user, if that could be read
     * @param executable its program, if that could be read
     * @param arguments its arguments, masked; empty if there are none or they could not be read
     */
    public record Entry(
            long pid,
            long parent,
            String name,
            long startTicks,
            boolean kernelThread,
            OptionalLong uid,
            Optional<String> executable,
            List<String> arguments) {
        /** Stays the same while the process lives, and is never used again. */
        public String key() {
            return pid + ":" + startTicks;
        }
    }

    /** The numbers of all processes that can be seen. */
    public List<Long> pids() throws ConnectorException {
        List<Long> pids = new ArrayList<>();
        for (String name : root.names("/proc")) {
            if (name.matches("\\d{1,10}")) {
                pids.add(Long.parseLong(name));
            }
        }
        return pids;
    }

    /**
     * A process; empty if it has ended meanwhile.
     *
     * @throws ConnectorException.Permission if it may not be looked at
     * @throws ConnectorException.BadData if what the kernel says of it cannot be understood
     */
    public Optional<Entry> read(long pid) throws ConnectorException {
        Optional<Stat> stat = stat(pid);
        return stat.isEmpty()
                ? Optional.empty()
                : Optional.of(new Entry(
                        pid,
                        stat.get().parent(),
                        stat.get().name(),
                        stat.get().startTicks(),
                        (stat.get().flags() & KERNEL_THREAD_FLAG) != 0,
                        uid(pid),
                        executable(pid),
                        arguments(pid)));
    }

    /** The key of the process that has a number now; empty if none has, or a thread of the kernel, which opens nothing. */
    public Optional<String> keyOf(long pid) throws ConnectorException {
        return stat(pid)
                .filter(stat -> (stat.flags() & KERNEL_THREAD_FLAG) == 0)
                .map(stat -> pid + ":" + stat.startTicks());
    }

    /** What of {@code /proc/<pid>/stat} is asked for. */
    private record Stat(String name, long parent, long flags, long startTicks) {}

    private Optional<Stat> stat(long pid) throws ConnectorException {
        Optional<String> text = alive(() -> root.text("/proc/" + pid + "/stat"));
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher stat = STAT.matcher(text.get());
        if (stat.matches()) {
            // After the name, which may hold anything: state, parent, …, flags (7th), …, start time (20th).
            String[] rest = stat.group(3).split(" ");
            try {
                return Optional.of(new Stat(
                        stat.group(2), Long.parseLong(rest[1]), Long.parseLong(rest[6]), Long.parseLong(rest[19])));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw new ConnectorException.BadData("/proc/" + pid + "/stat cannot be understood.", e);
            }
        }
        throw new ConnectorException.BadData("/proc/" + pid + "/stat cannot be understood.", null);
    }

    /** A file of a process that ends while it is read fails with whatever the kernel has for that, not as missing. */
    private static <T> Optional<T> alive(Reading<T> reading) throws ConnectorException {
        try {
            return reading.read();
        } catch (ConnectorException.Unavailable e) {
            return Optional.empty();
        }
    }

    /** One attempt to read. */
    @FunctionalInterface
    private interface Reading<T> {
        Optional<T> read() throws ConnectorException;
    }

    private OptionalLong uid(long pid) {
        for (String line : root.readable("/proc/" + pid + "/status").orElse("").split("\n")) {
            Matcher uid = UID.matcher(line);
            if (uid.matches()) {
                return OptionalLong.of(Long.parseLong(uid.group(1)));
            }
        }
        return OptionalLong.empty();
    }

    private Optional<String> executable(long pid) {
        try {
            return root.link("/proc/" + pid + "/exe");
        } catch (ConnectorException e) {
            // Another user's, or part of the kernel, or gone.
            return Optional.empty();
        }
    }

    private List<String> arguments(long pid) {
        String text = root.readable("/proc/" + pid + "/cmdline").orElse("");
        return text.isEmpty() ? List.of() : ArgumentMask.mask(List.of(text.split("\0")));
    }

    /** When the machine started, if the kernel says so. */
    public Optional<Instant> bootTime() {
        for (String line : root.readable("/proc/stat").orElse("").split("\n")) {
            if (line.matches("btime \\d{1,12}\\s*")) {
                return Optional.of(
                        Instant.ofEpochSecond(Long.parseLong(line.substring(6).strip())));
            }
        }
        return Optional.empty();
    }

    /** When a process started: whole seconds, as the start of the machine is kept no finer. */
    public static Instant startOf(Entry process, Instant bootTime) {
        return bootTime.plusSeconds(process.startTicks() / TICKS_PER_SECOND);
    }

    /**
     * The sockets that a process has open, by their inode; none if it has ended.
     *
     * @throws ConnectorException.Permission if they may not be read
     */
    public Set<Long> sockets(long pid) throws ConnectorException {
        Set<Long> inodes = new HashSet<>();
        String directory = "/proc/" + pid + "/fd";
        for (String descriptor : alive(() -> Optional.of(root.names(directory))).orElse(List.of())) {
            // Listing may be allowed where looking at a descriptor is not.
            Matcher socket = SOCKET.matcher(
                    alive(() -> root.link(directory + "/" + descriptor)).orElse(""));
            if (socket.matches()) {
                inodes.add(Long.parseLong(socket.group(1)));
            }
        }
        return inodes;
    }
}
