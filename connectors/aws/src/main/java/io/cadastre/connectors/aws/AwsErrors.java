package io.cadastre.connectors.aws;

import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.json.Json;
import java.util.Optional;
import java.util.Set;

/** What answers mean that are not success. Services say by a word what went wrong, and the status alone says less. */
final class AwsErrors {
    private static final Set<String> TOO_OFTEN = Set.of(
            "Throttling",
            "ThrottlingException",
            "ThrottledException",
            "RequestThrottled",
            "RequestThrottledException",
            "RequestLimitExceeded",
            "TooManyRequestsException",
            "TransactionInProgressException",
            "PriorRequestNotComplete",
            "BandwidthLimitExceeded",
            "SlowDown");
    private static final Set<String> NOT_ALLOWED = Set.of(
            "AccessDenied",
            "AccessDeniedException",
            "AuthorizationError",
            "UnauthorizedOperation",
            "UnauthorizedAccess",
            "OptInRequired",
            "AllAccessDisabled");
    private static final Set<String> NOT_KNOWN = Set.of(
            "AuthFailure",
            "ExpiredToken",
            "ExpiredTokenException",
            "IncompleteSignature",
            "InvalidAccessKeyId",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "InvalidToken",
            "MissingAuthenticationToken",
            "RequestExpired",
            "RequestTimeTooSkewed",
            "SignatureDoesNotMatch",
            "UnrecognizedClientException");

    private AwsErrors() {}

    /** Whether an error says by this word that there is no such thing, or that it is not set. */
    static boolean absent(ConnectorException error, String code) {
        return error instanceof ConnectorException.NotFound
                && String.valueOf(error.getMessage()).contains("(" + code + ")");
    }

    static ConnectorException of(String label, String permission, int status, String given, byte[] body) {
        String code = code(given, body);
        String said = label + " was answered " + status + (code.isEmpty() ? "" : " (" + code + ")");
        if (TOO_OFTEN.contains(code) || status == 429) {
            return new ConnectorException.RateLimited(said + ": AWS was asked too often.");
        }
        if (NOT_KNOWN.contains(code) || status == 401) {
            return new ConnectorException.Authentication(
                    said + ": AWS does not accept the access key. Renew it, and look at the clock of this machine.");
        }
        if (NOT_ALLOWED.contains(code) || status == 403) {
            return new ConnectorException.Permission(
                    permission, said + ": the access key is not allowed to. Grant '" + permission + "'.");
        }
        if (status == 404) {
            return new ConnectorException.NotFound(said + ": AWS does not know it.");
        }
        return status == 408 || status >= 500
                ? new ConnectorException.Unavailable(said + ": the service has a problem of its own.", null)
                : new ConnectorException.BadData(said + ", which is not expected.", null);
    }

    /** The service's word; empty if there is none. */
    private static String code(String given, byte[] body) {
        if (!given.isEmpty()) {
            return word(given);
        }
        try {
            return body.length > 0 && body[0] == '<' ? inXml(AwsAnswers.xml(body, "")) : inJson(AwsAnswers.json(body));
        } catch (ConnectorException.BadData e) {
            // The status says enough.
            return "";
        }
    }

    private static String inXml(Json error) throws ConnectorException.BadData {
        // <Error><Code>, <ErrorResponse><Error><Code> or <Response><Errors><Error><Code>
        Optional<String> own = AwsAnswers.text(error, "Code");
        if (own.isPresent()) {
            return own.get();
        }
        Json around = error.has("Errors") ? AwsAnswers.within(error, "Errors") : error;
        return AwsAnswers.text(AwsAnswers.within(around, "Error"), "Code").orElse("");
    }

    private static String inJson(Json error) throws ConnectorException.BadData {
        Optional<String> type = AwsAnswers.text(error, "__type");
        return word(
                type.isPresent() ? type.get() : AwsAnswers.text(error, "code").orElse(""));
    }

    /** {@code com.amazonaws.kms#NotFoundException:http://…} is {@code NotFoundException}. */
    private static String word(String type) {
        return type.replaceFirst("^.*#", "").replaceFirst(":.*$", "");
    }
}
