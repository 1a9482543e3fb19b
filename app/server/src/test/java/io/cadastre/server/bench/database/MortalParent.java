package io.cadastre.server.bench.database;

import io.cadastre.server.Logs;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process that starts a database, says where it is, and never ends by itself. */
final class MortalParent {
    private MortalParent() {}

    public static void main(String[] arguments) throws InterruptedException {
        Logs.quiet();
        ChildDatabase database =
                ChildDatabase.start(new ChildDatabase.Options(Path.of(arguments[0]), 256L << 20, 8L << 20));
        System.out.println(database.process().pid() + " " + database.address().password());
        new CountDownLatch(1).await();
    }
}
