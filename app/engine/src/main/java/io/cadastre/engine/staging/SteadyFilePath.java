package io.cadastre.engine.staging;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * Files that stay open when a thread that reads or writes them is interrupted. A plain channel is closed then, for all
 * threads: one step that is given up would take staging from all others (I5). Public for the store, which creates it.
 */
public final class SteadyFilePath extends FilePathWrapper {
    private static final String SCHEME = "steady";

    static {
        FilePath.register(new SteadyFilePath());
    }

    /** The name under which the store opens a file so. */
    static String name(Path file) {
        return SCHEME + ":" + file;
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new SteadyFile(Path.of(getBase().toString()));
    }
}
