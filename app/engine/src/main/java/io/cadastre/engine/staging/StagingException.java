package io.cadastre.engine.staging;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a sync collects cannot be kept on disk. The message says where, why, and what to do. The sync cannot go on, for
 * something may be lost, and what is lost must not pass for gone (I7).
 */
public final class StagingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private StagingException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A failure of the disk that a directory is on. */
    static StagingException at(Path directory, Throwable cause) {
        return new StagingException(
                "What is collected cannot be kept in " + directory + " (" + reason(cause) + "; " + free(directory)
                        + "). Free space there, or give Cadastre a data directory on a larger disk (--data-dir),"
                        + " then sync again.",
                cause);
    }

    /** The same failure, met again. */
    StagingException again() {
        return new StagingException(String.valueOf(getMessage()), this);
    }

    private static String reason(Throwable cause) {
        String reason = cause.getClass().getSimpleName();
        for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
            if (inner instanceof FileSystemException file) {
                // Its message would name the directory once more.
                reason = file.getReason() == null ? file.getClass().getSimpleName() : file.getReason();
            } else if (inner instanceof IOException && inner.getMessage() != null) {
                reason = inner.getMessage();
            }
        }
        return reason;
    }

    private static String free(Path directory) {
        try {
            return (Files.getFileStore(directory).getUsableSpace() >> 20) + " MiB are free there";
        } catch (IOException e) {
            return "how much is free there is not known";
        }
    }
}
