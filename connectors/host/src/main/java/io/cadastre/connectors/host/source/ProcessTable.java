package io.cadastre.connectors.host.source;

import io.cadastre.spi.ConnectorException;
import java.io.IOException;
import java.nio.file.Files;
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

    /** A process; empty if it has ended meanwhile. */
    public Optional<Entry> read(long pid) {
        return root.readable("/proc/" + pid + "/stat").map(STAT::matcher).filter(Matcher::matches).map(stat -> {
            // After the name, which may hold anything: state, parent, …, flags (7th), …, start time (20th).
            String[] rest = stat.group(3).split(" ");
            return new Entry(
                    pid,
                    Long.parseLong(rest[1]),
                    stat.group(2),
                    Long.parseLong(rest[19]),
                    (Long.parseLong(rest[6]) & KERNEL_THREAD_FLAG) != 0,
                    uid(pid),
                    executable(pid),
                    arguments(pid));
        });
    }

    private OptionalLong uid(long pid) {
        for (String line : root.readable("/proc/" + pid + "/status").orElse("").split("\n")) {
            if (line.startsWith("Uid:")) {
                // Real, effective, saved, file system.
                return OptionalLong.of(Long.parseLong(line.split("\\s+")[2]));
            }
        }
        return OptionalLong.empty();
    }

    private Optional<String> executable(long pid) {
        try {
            return Optional.of(Files.readSymbolicLink(root.resolve("/proc/" + pid + "/exe")).toString());
        } catch (IOException e) {
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
            if (line.startsWith("btime ")) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(line.substring(6).strip())));
            }
        }
        return Optional.empty();
    }

    /** When a process started: whole seconds, as the start of the machine is kept no finer. */
    public static Instant startOf(Entry process, Instant bootTime) {
        return bootTime.plusSeconds(process.startTicks() / TICKS_PER_SECOND);
    }

    /**
     * The sockets that a process has open, by their inode.
     *
     * @return empty if they may not be read, or the process has ended
     */
    public Optional<Set<Long>> sockets(long pid) {
        Set<Long> inodes = new HashSet<>();
        String directory = "/proc/" + pid + "/fd";
        try {
            for (String descriptor : root.names(directory)) {
                Matcher socket = SOCKET.matcher(link(directory + "/" + descriptor));
                if (socket.matches()) {
                    inodes.add(Long.parseLong(socket.group(1)));
                }
            }
            return Optional.of(inodes);
        } catch (ConnectorException e) {
            return Optional.empty();
        }
    }

    private String link(String absolute) {
        try {
            return Files.readSymbolicLink(root.resolve(absolute)).toString();
        } catch (IOException e) {
            // Closed meanwhile.
            return "";
        }
    }
}
