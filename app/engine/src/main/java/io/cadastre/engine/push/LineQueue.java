package io.cadastre.engine.push;

import io.cadastre.engine.sync.PushedLines;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Between whoever brings lines and the sync that reads them: bounded, so that a slow sync slows the request. */
final class LineQueue implements PushedLines {
    private final long mostCharacters;
    private final Duration idle;
    private final Deque<String> lines = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long characters;
    private boolean wanted;
    private boolean givenUp;
    private boolean over;

    /**
     * An empty queue.
     *
     * @param mostCharacters how much waits in it at most; a longer line waits alone
     * @param idle how long the reader waits for a line before it is told that there are no more
     */
    LineQueue(long mostCharacters, Duration idle) {
        this.mostCharacters = mostCharacters;
        this.idle = idle;
    }

    /** Puts a line in, when there is room; says whether anybody will read it. */
    boolean put(String line) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!ended() && !lines.isEmpty() && characters + line.length() > mostCharacters) {
                changed.await();
            }
            if (ended()) {
                return false;
            }
            lines.add(line);
            characters += line.length();
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<String> next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = idle.toNanos();
            while (lines.isEmpty() && !ended()) {
                wanted = true;
                changed.signalAll();
                left = changed.awaitNanos(left);
                // Nobody came in time: what comes now is too late.
                givenUp |= left <= 0 && lines.isEmpty();
            }
            wanted = false;
            if (ended()) {
                return Optional.empty();
            }
            String line = lines.remove();
            characters -= line.length();
            changed.signalAll();
            return Optional.of(line);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until every line was read and more is wanted, or nobody reads any more; says whether that is so. */
    boolean awaitRead() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!over && !(lines.isEmpty() && wanted)) {
                changed.await();
            }
            return over;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more will be brought; what nobody has read is gone. */
    void giveUp() {
        end(() -> {
            givenUp = true;
            lines.clear();
        });
    }

    @Override
    public void over() {
        end(() -> {
            over = true;
            lines.clear();
        });
    }

    private void end(Runnable change) {
        lock.lock();
        try {
            change.run();
            characters = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean ended() {
        return over || givenUp;
    }

    /** Whether nobody reads any more. */
    boolean isOver() {
        lock.lock();
        try {
            return over;
        } finally {
            lock.unlock();
        }
    }
}
