package io.cadastre.connectors.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import io.cadastre.spi.ConnectorException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in our words what a directory refused or could not do. What it says itself may hold anything; only the log sees it. */
final class LdapErrors {
    /** Active Directory tells in its text why it does not let somebody in. */
    private static final Pattern REASON = Pattern.compile("\\bdata ([0-9a-fA-F]{1,8})\\b");

    private static final Map<String, String> REASONS = Map.of(
            "525", "there is no such account",
            "52e", "the password is wrong",
            "530", "it may not log in at this time",
            "531", "it may not log in from here",
            "532", "its password has expired",
            "533", "it is disabled",
            "701", "it has expired",
            "773", "its password has to be changed first",
            "775", "it is locked");

    /** What directories answer that do not know StartTLS, or have no certificate for it (RFC 4511, 4.14.2). */
    private static final Set<ResultCode> WITHOUT_TLS =
            Set.of(ResultCode.PROTOCOL_ERROR, ResultCode.UNAVAILABLE, ResultCode.UNWILLING_TO_PERFORM);

    private LdapErrors() {}

    /** Whether the directory ended its answer before all was said. */
    static boolean cut(ResultCode code) {
        return switch (code.intValue()) {
            case ResultCode.SIZE_LIMIT_EXCEEDED_INT_VALUE,
                    ResultCode.TIME_LIMIT_EXCEEDED_INT_VALUE,
                    ResultCode.ADMIN_LIMIT_EXCEEDED_INT_VALUE -> true;
            default -> false;
        };
    }

    /** One of our errors, of a connection that does not come to be. Only StartTLS asks for anything by then. */
    static ConnectorException connecting(LDAPException error, LdapAddress address) {
        if (WITHOUT_TLS.contains(error.getResultCode())) {
            return new ConnectorException.Configuration(
                    "The directory does not offer StartTLS: use ldaps://, or switch '" + LdapSettings.START_TLS.name()
                            + "' off where the network can be trusted.");
        }
        if (error.getResultCode().equals(ResultCode.CONNECT_ERROR) && notReached(error)) {
            return new ConnectorException.Unavailable(
                    "The directory cannot be reached at " + address.host() + ":" + address.port()
                            + ". Check that it runs, its address and the network.",
                    error);
        }
        return of(error, "Connecting");
    }

    private static boolean notReached(Throwable error) {
        return causes(error)
                .anyMatch(each -> each instanceof SocketException
                        || each instanceof SocketTimeoutException
                        || each instanceof UnknownHostException);
    }

    /**
     * One of our errors.
     *
     * @param what was asked, as the beginning of a sentence
     */
    static ConnectorException of(LDAPException error, String what) {
        ResultCode code = error.getResultCode();
        if (untrusted(error)) {
            return new ConnectorException.Configuration("The directory's certificate is not trusted, or is for another"
                    + " name. Check the address and the setting 'caCertificates'.");
        }
        String named = what + " ended with '" + code.getName() + "' (" + code.intValue() + "). ";
        return switch (code.intValue()) {
            case ResultCode.INVALID_CREDENTIALS_INT_VALUE,
                    ResultCode.INAPPROPRIATE_AUTHENTICATION_INT_VALUE,
                    ResultCode.AUTH_METHOD_NOT_SUPPORTED_INT_VALUE,
                    ResultCode.AUTH_UNKNOWN_INT_VALUE ->
                new ConnectorException.Authentication(
                        "The directory does not let the bind name in: " + reason(error.getDiagnosticMessage()) + ".");
            case ResultCode.INSUFFICIENT_ACCESS_RIGHTS_INT_VALUE, ResultCode.AUTHORIZATION_DENIED_INT_VALUE ->
                new ConnectorException.Permission("search and read: " + what, named + "The bind name may not do that.");
            case ResultCode.STRONG_AUTH_REQUIRED_INT_VALUE, ResultCode.CONFIDENTIALITY_REQUIRED_INT_VALUE ->
                new ConnectorException.Configuration(
                        named + "The directory wants an encrypted connection: use ldaps:// or StartTLS.");
            case ResultCode.INVALID_DN_SYNTAX_INT_VALUE,
                    ResultCode.FILTER_ERROR_INT_VALUE,
                    ResultCode.PARAM_ERROR_INT_VALUE ->
                new ConnectorException.Configuration(named + "Check the settings.");
            case ResultCode.NO_SUCH_OBJECT_INT_VALUE ->
                new ConnectorException.NotFound(named + "There is no such entry, or the bind name may not see it.");
            case ResultCode.REFERRAL_INT_VALUE ->
                new ConnectorException.Configuration(
                        named + "It is in another directory, and referrals are not followed: give its address.");
            case ResultCode.BUSY_INT_VALUE -> new ConnectorException.RateLimited(named + "It is busy.");
            case ResultCode.TIMEOUT_INT_VALUE ->
                new ConnectorException.Timeout(named + "The directory did not answer in time.");
            case ResultCode.CONNECT_ERROR_INT_VALUE ->
                new ConnectorException.Unavailable(
                        "The directory cannot be reached, or its certificate is for another name. Check that it runs, its"
                                + " address and the network.",
                        error);
            case ResultCode.SERVER_DOWN_INT_VALUE ->
                new ConnectorException.Unavailable(
                        named + "The connection was closed: check that a directory listens at that address and port.",
                        error);
            case ResultCode.OPERATIONS_ERROR_INT_VALUE,
                    ResultCode.OTHER_INT_VALUE,
                    ResultCode.UNAVAILABLE_INT_VALUE,
                    ResultCode.LOCAL_ERROR_INT_VALUE -> new ConnectorException.Unavailable(named.strip(), error);
            default -> new ConnectorException.BadData(named.strip(), error);
        };
    }

    private static boolean untrusted(Throwable error) {
        return causes(error).anyMatch(each -> each instanceof SSLException || each instanceof CertificateException);
    }

    private static Stream<Throwable> causes(Throwable error) {
        return Stream.iterate(error, each -> each != null, Throwable::getCause).limit(20);
    }

    private static String reason(@Nullable String text) {
        Matcher matcher = REASON.matcher(text == null ? "" : text);
        return matcher.find()
                ? REASONS.getOrDefault(matcher.group(1), "Active Directory's reason is " + matcher.group(1))
                : "the name or the password is wrong, or the account is locked";
    }
}
