package io.cadastre.connectors.ldap;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where a directory is and how it is spoken to. Certificates and the names in them are always checked.
 *
 * @param host its name or address
 * @param port its port
 * @param encryption when the connection is encrypted
 * @param trusted who vouches for it; null for those that Java trusts
 */
record LdapAddress(
        String host,
        int port,
        Encryption encryption,
        @Nullable KeyStore trusted) {
    /** How long the directory may take to answer. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int CONNECT_MILLIS = 10_000;
    private static final int LDAP_PORT = 389;
    private static final int LDAPS_PORT = 636;

    /** When a connection is encrypted. */
    enum Encryption {
        FROM_THE_BEGINNING,
        BEFORE_BINDING,
        NEVER
    }

    static LdapAddress of(Config config) throws ConnectorException.Configuration {
        URI url;
        try {
            url = new URI(config.text(LdapSettings.URL.name()).strip());
        } catch (URISyntaxException e) {
            throw notAnAddress();
        }
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        boolean ldaps = scheme.equals("ldaps");
        if ((!ldaps && !scheme.equals("ldap"))
                || url.getHost() == null
                || url.getRawUserInfo() != null
                || !url.getPath().replace("/", "").isEmpty()
                || url.getRawQuery() != null) {
            throw notAnAddress();
        }
        Encryption encryption = ldaps
                ? Encryption.FROM_THE_BEGINNING
                : config.bool(LdapSettings.START_TLS.name()) ? Encryption.BEFORE_BINDING : Encryption.NEVER;
        int port = url.getPort() >= 0 ? url.getPort() : ldaps ? LDAPS_PORT : LDAP_PORT;
        Optional<String> pem = config.maybeText(LdapSettings.CA_CERTIFICATES.name());
        return new LdapAddress(
                url.getHost().replaceAll("[\\[\\]]", ""), port, encryption, pem.isPresent() ? trust(pem.get()) : null);
    }

    private static ConnectorException.Configuration notAnAddress() {
        return LdapSettings.wrong(
                LdapSettings.URL,
                "must be ldaps://HOST, ldaps://HOST:PORT, ldap://HOST or ldap://HOST:PORT, with nothing behind.");
    }

    private static KeyStore trust(String pem) throws ConnectorException.Configuration {
        try {
            Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
            if (!certificates.isEmpty()) {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                for (Certificate certificate : certificates) {
                    store.setCertificateEntry("ca" + store.size(), certificate);
                }
                return store;
            }
        } catch (GeneralSecurityException | IOException e) {
            // Said below, without repeating what was given.
        }
        throw LdapSettings.wrong(
                LdapSettings.CA_CERTIFICATES, "must be certificates in PEM, each from BEGIN to END CERTIFICATE.");
    }

    /** Opens a connection on which nobody has said yet who they are. */
    LDAPConnection connect() throws LDAPException {
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setConnectTimeoutMillis(CONNECT_MILLIS);
        options.setResponseTimeoutMillis(PATIENCE.toMillis());
        options.setFollowReferrals(false);
        options.setSSLSocketVerifier(new HostNameSSLSocketVerifier(true, false));
        if (encryption == Encryption.FROM_THE_BEGINNING) {
            return new LDAPConnection(tls().getSocketFactory(), options, host, port);
        }
        LDAPConnection connection = new LDAPConnection(options, host, port);
        if (encryption == Encryption.BEFORE_BINDING) {
            try {
                var answer = connection.processExtendedOperation(new StartTLSExtendedRequest(tls()));
                if (!answer.getResultCode().equals(ResultCode.SUCCESS)) {
                    throw new LDAPException(answer);
                }
            } catch (LDAPException e) {
                connection.close();
                throw e;
            }
        }
        return connection;
    }

    private SSLContext tls() throws LDAPException {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new LDAPException(ResultCode.LOCAL_ERROR, "TLS is not available", e);
        }
    }
}
