package io.cadastre.connectors.exec;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.model.EntityInput;
import io.cadastre.spi.model.RawRef;
import io.cadastre.spi.model.RelationshipInput;
import io.cadastre.spi.model.Schema;
import io.cadastre.spi.step.Outcome;
import io.cadastre.spi.step.StepBody;
import io.cadastre.spi.step.StepContext;
import java.time.Duration;
import java.util.Optional;

/** Emits what the lines after the schema say, and vouches for it only if they say so themselves. */
final class LineCollector implements StepBody {
    /** The step's own timeout comes first. */
    private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(30);

    /** Of more wrong lines only the number is told. */
    private static final int MOST_TOLD = 20;

    private final LineSource source;
    private final Schema schema;
    private final LineContent content;
    private final LineLog log;

    LineCollector(LineSource source, Schema schema, LineLog log) {
        this.source = source;
        this.schema = schema;
        this.content = new LineContent(schema, log);
        this.log = log;
    }

    @Override
    public void run(StepContext context) throws ConnectorException, InterruptedException {
        try (EvidenceBook book = new EvidenceBook(schema, context, log)) {
            new Reading(context, book).toItsEnd();
        }
    }

    /** One pass over the lines. */
    private final class Reading {
        private final StepContext context;
        private final EvidenceBook book;
        private long wrong;
        private long last;

        Reading(StepContext context, EvidenceBook book) {
            this.context = context;
            this.book = book;
        }

        void toItsEnd() throws ConnectorException, InterruptedException {
            boolean done = false;
            while (!done) {
                Optional<Line> line = source.next(AS_LONG_AS_IT_TAKES);
                if (line.isEmpty()) {
                    throw new ConnectorException.Unavailable(
                            source.name() + " ended without 'done'" + (last == 0 ? "" : " after line " + last) + " ("
                                    + source.ending() + "). What it listed is kept, nothing is deleted.",
                            null);
                }
                last = line.get().number();
                done = !line.get().blank() && take(line.get());
            }
            source.finish();
            if (wrong > MOST_TOLD) {
                context.log().warn(wrong + " lines could not be understood; the first " + MOST_TOLD + " were told.");
            }
            book.settle();
        }

        /** Takes a line in; says whether it is the last. */
        private boolean take(Line line) {
            try {
                if (!line.problem().isEmpty()) {
                    throw new BadLineException(line.problem() + ".");
                }
                return take(line, JsonLine.parse(line.text()));
            } catch (BadLineException e) {
                tell(line, e);
                book.spoil(text(line, e));
                return false;
            }
        }

        private boolean take(Line line, JsonLine said) throws BadLineException {
            switch (said.type()) {
                case "entity", "relationship" -> emit(line, said);
                case "evidence" -> {
                    LineContent.Evidence evidence = content.evidence(said);
                    book.at(content.scope(said)).note(evidence.of(), evidence.outcome());
                }
                case "log" -> log.tell(said, context.log());
                case "done" -> {
                    said.allow("type");
                    return true;
                }
                case "schema" -> throw new BadLineException("is a second 'schema'.");
                default ->
                    throw new BadLineException("has the unknown type '" + Shown.name(said.type())
                            + "'; known are schema, entity, relationship, evidence, log, done.");
            }
            return false;
        }

        /** Of a line whose place is clear, only that place is in doubt if the rest is wrong. */
        private void emit(Line line, JsonLine said) throws BadLineException {
            Optional<RawRef> scope = content.scope(said);
            try {
                if (said.type().equals("entity")) {
                    EntityInput entity = content.entity(said);
                    book.at(scope).emitter().emit(entity);
                } else {
                    RelationshipInput relationship = content.relationship(said);
                    book.at(scope).emitter().emit(relationship);
                }
            } catch (BadLineException e) {
                Optional<String> output = content.output(said);
                if (output.isEmpty()) {
                    throw e;
                }
                tell(line, e);
                book.at(scope).note(output.get(), new Outcome.Partial(text(line, e)));
            }
        }

        private void tell(Line line, BadLineException e) {
            wrong++;
            if (wrong <= MOST_TOLD) {
                context.log().warn(text(line, e));
            }
        }

        private String text(Line line, BadLineException e) {
            return log.shown("Line " + line.number() + " " + e.getMessage());
        }
    }
}
