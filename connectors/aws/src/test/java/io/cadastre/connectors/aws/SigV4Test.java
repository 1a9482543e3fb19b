package io.cadastre.connectors.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Against signatures that AWS published: of its test suite and of its general reference. */
class SigV4Test {
    private static final SigV4.Keys KEYS =
            new SigV4.Keys("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", null);
    private static final Instant TIME = Instant.parse("2015-08-30T12:36:00Z");

    private static String signature(SigV4 request) {
        return String.valueOf(request.signed(KEYS, TIME).get("authorization")).replaceFirst("^.*Signature=", "");
    }

    @Test
    void aRequestWithNothingIsSignedAsInTheTestSuite() {
        SigV4 vanilla = new SigV4(
                "GET", URI.create("https://example.amazonaws.com/"), new TreeMap<>(), "", "us-east-1", "service");

        assertThat(vanilla.signed(KEYS, TIME).get("authorization"))
                .isEqualTo("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                        + " SignedHeaders=host;x-amz-date,"
                        + " Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
    }

    @Test
    void aRequestWithAQueryAndAHeaderIsSignedAsInTheGeneralReference() {
        TreeMap<String, String> headers = new TreeMap<>();
        headers.put("content-type", "application/x-www-form-urlencoded; charset=utf-8");
        SigV4 listUsers = new SigV4(
                "GET",
                URI.create("https://iam.amazonaws.com/?Version=2010-05-08&Action=ListUsers"),
                headers,
                "",
                "us-east-1",
                "iam");

        assertThat(signature(listUsers)).isEqualTo("5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
    }

    @Test
    void aFormIsSignedAsInTheTestSuite() {
        TreeMap<String, String> headers = new TreeMap<>();
        headers.put("content-type", "application/x-www-form-urlencoded");
        SigV4 form = new SigV4(
                "POST", URI.create("https://example.amazonaws.com/"), headers, "Param1=value1", "us-east-1", "service");

        assertThat(signature(form)).isEqualTo("ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a");
    }
}
