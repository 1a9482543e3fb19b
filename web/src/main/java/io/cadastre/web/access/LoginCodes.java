package io.cadastre.web.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.cadastre.engine.access.Principal;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** Codes that log a browser in once, so that a link can be printed without printing a token. */
public final class LoginCodes {
    /** How long a code can be used. */
    public static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final int CODE_BYTES = 24;

    private final SecureRandom random = new SecureRandom();
    private final Cache<String, Principal> codes;

    public LoginCodes(Ticker ticker) {
        codes = Caffeine.newBuilder()
                .expireAfterWrite(LIFETIME)
                .maximumSize(1_000)
                .ticker(ticker)
                .build();
    }

    /** Makes a code that logs in as a principal. */
    public String mint(Principal principal) {
        byte[] bytes = new byte[CODE_BYTES];
        random.nextBytes(bytes);
        String code = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        codes.put(code, principal);
        return code;
    }

    /** Uses a code up. 192 random bits are not guessed, so a map look-up gives nothing away. */
    public Optional<Principal> redeem(String code) {
        return Optional.ofNullable(codes.asMap().remove(code));
    }
}
