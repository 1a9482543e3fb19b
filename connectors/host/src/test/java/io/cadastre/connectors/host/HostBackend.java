package io.cadastre.connectors.host;

import io.cadastre.connectors.conformance.Backend;
import io.cadastre.connectors.conformance.Fault;
import io.cadastre.connectors.conformance.Listing;
import io.cadastre.connectors.conformance.When;
import io.cadastre.connectors.host.model.Account;
import io.cadastre.connectors.host.model.AccountGroup;
import io.cadastre.connectors.host.model.InstalledPackage;
import io.cadastre.connectors.host.model.Interface;
import io.cadastre.connectors.host.model.Machine;
import io.cadastre.connectors.host.model.RunningProcess;
import io.cadastre.connectors.host.model.Unit;
import io.cadastre.spi.model.EntityType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A made-up machine in a directory, whose lists are files. */
final class HostBackend implements Backend {
    private static final Listing PACKAGES = Listing.of(InstalledPackage.TYPE);
    private static final Listing ACCOUNTS = Listing.of(Account.TYPE);
    private static final String SHADOW = "/etc/shadow";
    private static final Map<Listing, String> FILES = Map.of(PACKAGES, "/var/lib/dpkg/status", ACCOUNTS, "/etc/passwd");

    private final Path directory;
    private final MachineTree tree;
    private final Map<Listing, Integer> items = new LinkedHashMap<>();

    HostBackend(Path directory) throws IOException, URISyntaxException {
        this.directory = directory;
        tree = new MachineTree(directory)
                .with("debian")
                .file("/proc/1/mounts", "/dev/sda1 / ext4 rw 0 0\n")
                .file("/proc/1/net/tcp6", "header\n")
                .file("/etc/group", "root:x:0:\n")
                .file(SHADOW, "user0:*:19000:0:99999:7:::\n")
                .process(1, "systemd", 1, 0, "/sbin/init")
                .link("/proc/1/fd/0", "/dev/null");
        populate(PACKAGES, 2);
        populate(ACCOUNTS, 2);
    }

    @Override
    public Map<String, Object> config() {
        return Map.of("root", directory.toString());
    }

    @Override
    public List<Listing> listings() {
        return List.of(PACKAGES, ACCOUNTS);
    }

    @Override
    public Set<EntityType<?>> types() {
        return Set.of(
                Machine.TYPE,
                Interface.TYPE,
                Account.TYPE,
                AccountGroup.TYPE,
                InstalledPackage.TYPE,
                RunningProcess.TYPE,
                Unit.TYPE);
    }

    /** The addresses of a machine are seen on that machine only, and so is what its ports are bound to. */
    @Override
    public Set<String> neverComplete() {
        return Set.of("network", "ports");
    }

    @Override
    public void populate(Listing listing, int number) {
        items.put(listing, number);
        write(
                listing,
                IntStream.range(0, number)
                        .mapToObj(each -> listing.equals(PACKAGES)
                                ? "Package: p" + each + "\nStatus: install ok installed\nVersion: 1\n"
                                        + "Architecture: amd64\n\n"
                                : "user" + each + ":x:" + each + ":0::/home/user" + each + ":/bin/sh\n")
                        .collect(Collectors.joining()));
    }

    private void write(Listing listing, String text) {
        try {
            tree.file(file(listing), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String file(Listing listing) {
        return Objects.requireNonNull(FILES.get(listing));
    }

    @Override
    public Set<Fault> faults() {
        return Set.of(Fault.BROKEN, Fault.MALFORMED);
    }

    @Override
    public void fail(Listing listing, Fault fault, When when) {
        if (fault == Fault.MALFORMED) {
            write(listing, listing.equals(PACKAGES) ? "Package: p0\nStat" : "user0:x");
        } else {
            block(file(listing));
        }
    }

    @Override
    public void failEverything(Fault fault) {
        listings().forEach(listing -> fail(listing, fault, When.ALWAYS));
        block(SHADOW);
    }

    /** What cannot be read as a file is a directory: modes of files keep nothing from root. */
    private void block(String file) {
        try {
            Files.delete(path(file));
            Files.createDirectory(path(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path path(String file) {
        return directory.resolve(file.substring(1));
    }

    @Override
    public void repair() {
        for (Listing listing : listings()) {
            try {
                Files.delete(path(file(listing)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            populate(listing, items.getOrDefault(listing, 0));
        }
    }

    @Override
    public void awaitHanging() {
        throw new IllegalStateException("Nothing hangs here.");
    }

    @Override
    public void close() {}
}
