package io.cadastre.connectors.acme.server;

import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Something that goes wrong with an answer. */
public sealed interface Fault {
    /**
     * Another status, with an error as its body.
     *
     * @param headers sent with it
     */
    record Status(int code, Map<String, String> headers) implements Fault {}

    /** The connection ends in the middle of the body, whose length was announced truly. */
    record CutBody() implements Fault {}

    /** A body that ends in the middle of its JSON, and is said to be no longer. */
    record CutJson() implements Fault {}

    /** A page whose successor is the page itself. */
    record RepeatedCursor() implements Fault {}

    /**
     * An answer that does not come before somebody lets it.
     *
     * @param arrived counted down when the request is there
     * @param release the answer waits for it
     */
    record Held(CountDownLatch arrived, CountDownLatch release) implements Fault {
        /** Waits until a request is held. */
        public void awaitArrival() throws InterruptedException {
            arrived.await();
        }

        /** Lets the answer go. */
        public void letGo() {
            release.countDown();
        }
    }

    static Fault status(int code) {
        return new Status(code, Map.of());
    }

    /** Too many requests. */
    static Fault rateLimited(int retryAfterSeconds) {
        return new Status(429, Map.of("Retry-After", Integer.toString(retryAfterSeconds)));
    }

    static Held held() {
        return new Held(new CountDownLatch(1), new CountDownLatch(1));
    }
}
