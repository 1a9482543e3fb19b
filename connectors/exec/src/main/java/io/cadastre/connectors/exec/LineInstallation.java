package io.cadastre.connectors.exec;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.Env;
import io.cadastre.spi.Installation;
import io.cadastre.spi.model.Output;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.step.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One reading of lines: the schema while it starts, the rest in its only step. */
final class LineInstallation implements Installation {
    /** How long things take. */
    record Times(Duration untilSchema, Duration all, LongSupplier nanos) {}

    /** An open source of lines, and where it says what it says to people. */
    record Opened(LineSource source, LineLog log) {}

    /** Opens a source of lines. */
    interface Opening {
        Opened open(Env env) throws ConnectorException, InterruptedException;
    }

    private final Opening opening;
    private final Times times;
    private @Nullable Opened opened;
    private @Nullable Schema schema;

    LineInstallation(Opening opening, Times times) {
        this.opening = opening;
        this.times = times;
    }

    @Override
    public void start(Env env) throws ConnectorException, InterruptedException {
        Opened lines = opening.open(env);
        opened = lines;
        long deadline = times.nanos().getAsLong() + times.untilSchema().toNanos();
        while (schema == null) {
            Duration left =
                    Duration.ofNanos(Math.max(1, deadline - times.nanos().getAsLong()));
            Line line = next(lines.source(), left);
            if (!line.blank()) {
                schema = read(line, lines, env);
            }
        }
    }

    private Line next(LineSource source, Duration left) throws ConnectorException, InterruptedException {
        Optional<Line> line;
        try {
            line = source.next(left);
        } catch (ConnectorException.Timeout e) {
            throw new ConnectorException.Timeout(source.name() + " gave no 'schema' line within "
                    + times.untilSchema().toSeconds() + " seconds. It must be the first line, and be flushed.");
        }
        if (line.isEmpty()) {
            throw new ConnectorException.Unavailable(
                    source.name() + " ended without a 'schema' line (" + source.ending() + "). Nothing is deleted.",
                    null);
        }
        return line.get();
    }

    private static @Nullable Schema read(Line line, Opened lines, Env env) throws ConnectorException {
        try {
            if (!line.problem().isEmpty()) {
                throw new BadLineException(line.problem() + ".");
            }
            JsonLine said = JsonLine.parse(line.text());
            return switch (said.type()) {
                case "schema" -> new SchemaReader().read(said);
                case "log" -> {
                    lines.log().tell(said, env.log());
                    yield null;
                }
                default -> throw new BadLineException("comes before 'schema', which must be the first.");
            };
        } catch (BadLineException e) {
            throw new ConnectorException.BadData(
                    lines.log()
                            .shown("Line " + line.number() + " of "
                                    + lines.source().name() + " " + e.getMessage()),
                    null);
        }
    }

    @Override
    public void stop() {
        Opened lines = opened;
        if (lines != null) {
            lines.source().close();
        }
    }

    @Override
    public Optional<Schema> schema() {
        return Optional.ofNullable(schema);
    }

    @Override
    public List<Step> steps() {
        Schema declared = schema;
        Opened lines = opened;
        if (declared == null || lines == null) {
            return List.of();
        }
        return List.of(Step.named("lines", "Read lines")
                .produces(EvidenceBook.outputs(declared).toArray(Output[]::new))
                .timeout(times.all())
                .runs(new LineCollector(lines.source(), declared, lines.log())));
    }
}
