package io.cadastre.connectors.exec;

import static org.awaitility.Awaitility.await;

import io.cadastre.connectors.conformance.Backend;
import io.cadastre.connectors.conformance.Fault;
import io.cadastre.connectors.conformance.Listing;
import io.cadastre.connectors.conformance.When;
import io.cadastre.spi.model.EntityClass;
import io.cadastre.spi.model.EntityType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A script of the shell that prints hosts, or goes wrong, as files say that it should. */
final class ProgramBackend implements Backend {
    private static final String SECRET = "marker-of-the-program-9d2f";

    /** The types that {@link Lines#SCHEMA} declares. */
    private static final EntityType<ProgramBackend> HOST = EntityType.<ProgramBackend>named("inv_host")
            .classes(EntityClass.HOST)
            .keyed("the name");

    private static final EntityType<ProgramBackend> SERVICE = EntityType.<ProgramBackend>named("inv_service")
            .classes(EntityClass.named("Service"))
            .keyed("the name");

    private static final String PROGRAM = """
            cd "$(dirname "$0")" || exit 2
            read -r input
            # What the program says about its secret is nobody's business either.
            echo "Asked with $input" >&2
            case "$input" in
              *wrong*) mode=DENIED ;;
              *) mode=$(cat mode) ;;
            esac
            case "$mode" in
              GOOD) exec cat lines ;;
              BROKEN) head -n 2 lines; exit 1 ;;
              DENIED) head -n 1 lines; echo '{"type":"evidence","outcome":"denied","permission":"hosts:read"}'
                echo '{"type":"done"}' ;;
              HANGING) head -n 2 lines; touch hanging; exec sleep 3600 ;;
              CUT_OFF) head -n 2 lines ;;
              MALFORMED) head -n 1 lines; head -n 2 lines | tail -n 1 | head -c 20; echo; echo '{"type":"done"}' ;;
              DISCONNECTED) head -n 2 lines; kill -9 $$ ;;
            esac
            """;

    private final Path directory;

    ProgramBackend(Path directory) {
        this.directory = directory;
        write("program", PROGRAM);
        repair();
        populate(listings().getFirst(), 2);
    }

    private void write(String name, String text) {
        try {
            Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, Object> config() {
        return Map.of("command", List.of("sh", directory.resolve("program").toString()));
    }

    @Override
    public Map<String, Object> credentials() {
        return Map.of("secrets", SECRET);
    }

    @Override
    public List<Listing> listings() {
        return List.of(Listing.of(HOST));
    }

    @Override
    public Set<EntityType<?>> types() {
        return Set.of(HOST, SERVICE);
    }

    @Override
    public void populate(Listing listing, int items) {
        Lines lines = Lines.begin().line("{\"type\":\"entity\",\"entity\":\"inv_service\",\"key\":\"web\"}");
        for (int i = 0; i < items; i++) {
            lines.hosts("h" + i);
        }
        write("lines", lines.allComplete().done().text());
    }

    @Override
    public Set<Fault> faults() {
        return EnumSet.complementOf(EnumSet.of(Fault.RATE_LIMITED));
    }

    @Override
    public void fail(Listing listing, Fault fault, When when) {
        failEverything(fault);
    }

    @Override
    public void failEverything(Fault fault) {
        write("mode", fault.name());
    }

    @Override
    public void repair() {
        write("mode", "GOOD");
    }

    @Override
    public void awaitHanging() {
        await().until(() -> Files.exists(directory.resolve("hanging")));
    }

    @Override
    public void close() {}
}
