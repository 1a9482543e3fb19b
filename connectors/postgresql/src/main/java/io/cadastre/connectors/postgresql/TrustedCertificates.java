package io.cadastre.connectors.postgresql;

import io.cadastre.spi.ConnectorException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.postgresql.ssl.WrappedFactory;

/**
 * Sockets of TLS that trust given certificates and no others. Made by the driver by its name, from text in PEM; the
 * driver's own factories take a file, or one certificate only.
 */
public final class TrustedCertificates extends WrappedFactory {
    public TrustedCertificates(String pem) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate certificate : read(pem)) {
            store.setCertificateEntry("ca" + number++, certificate);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        factory = context.getSocketFactory();
    }

    /** Refuses what holds no certificate. */
    static void check(String pem) throws ConnectorException.Configuration {
        try {
            if (!read(pem).isEmpty()) {
                return;
            }
        } catch (CertificateException e) {
            // Said below: the library's words do not help.
        }
        throw new ConnectorException.Configuration("The setting 'caCertificates' must hold certificates in PEM,"
                + " which begin with -----BEGIN CERTIFICATE-----.");
    }

    private static Collection<? extends Certificate> read(String pem) throws CertificateException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
    }
}
