package io.cadastre.spi.step;

/** Where a step tells people what happens. Warnings and errors are kept with the sync. */
public interface StepLog {
    void info(String message);

    void warn(String message);
}
