package io.cadastre.engine.credential;

import io.cadastre.engine.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an app says of itself, signed with its key: a JWT (RFC 7519) with RS256 (RFC 7518, 3.3). */
final class AppAssertion {
    /** GitHub's clock may be behind, and it takes nothing that lasts for more than ten minutes. */
    private static final Duration BACK = Duration.ofSeconds(60);

    private static final Duration AHEAD = Duration.ofMinutes(9);

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER = part("{\"alg\":\"RS256\",\"typ\":\"JWT\"}");

    /** Forms take line breaks away, so none is asked for. */
    private static final Pattern PEM = Pattern.compile(
            "\\s*-----BEGIN (RSA )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END (RSA )?PRIVATE KEY-----\\s*");

    /** What stands before a key of PKCS #1 (RFC 8017, A.1.2) to make one of PKCS #8 (RFC 5208) of it: version, RSA. */
    private static final byte[] RSA = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;

    private AppAssertion() {}

    /**
     * Says who the app is.
     *
     * @param app its id
     * @param pem its private key, in PEM
     * @throws GeneralSecurityException if that is no RSA private key
     */
    static String signed(String app, String pem, Instant now) throws GeneralSecurityException {
        Map<String, Object> claims = Map.of(
                "iss", app,
                "iat", now.minus(BACK).getEpochSecond(),
                "exp", now.plus(AHEAD).getEpochSecond());
        String statement = HEADER + '.' + part(Json.write(claims));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key(pem));
        signature.update(statement.getBytes(StandardCharsets.US_ASCII));
        return statement + '.' + BASE64.encodeToString(signature.sign());
    }

    private static String part(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static PrivateKey key(String pem) throws GeneralSecurityException {
        Matcher matcher = PEM.matcher(pem);
        if (!matcher.matches()) {
            throw new InvalidKeySpecException("It is no private key in PEM.");
        }
        byte[] der;
        try {
            der = Base64.getMimeDecoder().decode(matcher.group(2));
        } catch (IllegalArgumentException e) {
            throw new InvalidKeySpecException("The key in it is cut off.", e);
        }
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(matcher.group(1) == null ? der : pkcs8(der)));
    }

    private static byte[] pkcs8(byte[] pkcs1) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(RSA);
        content.writeBytes(der(OCTET_STRING, pkcs1));
        return der(SEQUENCE, content.toByteArray());
    }

    /** A value with its tag and length (X.690); lengths here take two bytes. */
    private static byte[] der(int tag, byte[] content) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.write(tag);
        value.write(0x82);
        value.write(content.length >> 8);
        value.write(content.length);
        value.writeBytes(content);
        return value.toByteArray();
    }
}
