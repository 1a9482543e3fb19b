package io.cadastre.engine;

import java.time.Instant;
import java.util.random.RandomGenerator;

/** Makes ids that nobody has to guess and that sort by time where that helps. */
public final class RandomIds {
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    private final RandomGenerator random;

    /** Random for tests may be seeded; elsewhere it is secure. */
    public RandomIds(RandomGenerator random) {
        this.random = random;
    }

    /** Twelve random characters, 60 bits. */
    public String next() {
        return characters(12);
    }

    /** An id that sorts by the time it was made. */
    public String next(Instant now) {
        StringBuilder text = new StringBuilder();
        for (int shift = 45; shift >= 0; shift -= 5) {
            text.append(ALPHABET.charAt((int) (now.toEpochMilli() >>> shift) & 31));
        }
        return text + characters(6);
    }

    private String characters(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
