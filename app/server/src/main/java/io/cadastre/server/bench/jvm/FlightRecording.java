package io.cadastre.server.bench.jvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.text.ParseException;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;

/** A flight recording of this virtual machine with the settings for profiling, from its start until it is kept. */
public final class FlightRecording {
    private final Recording recording;

    private FlightRecording(Recording recording) {
        this.recording = recording;
    }

    /** Begins to record. */
    public static FlightRecording start() {
        try {
            Recording recording = new Recording(Configuration.getConfiguration("profile"));
            recording.start();
            return new FlightRecording(recording);
        } catch (IOException | ParseException e) {
            throw new IllegalStateException("This Java cannot record a profile: " + e.getMessage(), e);
        }
    }

    /** Ends the recording and writes it; a file that is there is replaced. */
    public void keep(Path file) {
        try (recording) {
            recording.stop();
            recording.dump(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The profile cannot be written to " + file + ".", e);
        }
    }
}
