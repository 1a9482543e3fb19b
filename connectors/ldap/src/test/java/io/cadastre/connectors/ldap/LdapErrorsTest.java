package io.cadastre.connectors.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import io.cadastre.spi.ConnectorException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

/** What people read who give a wrong address. */
class LdapErrorsTest {
    private static final LdapAddress ADDRESS =
            new LdapAddress("ldap.example", 389, LdapAddress.Encryption.BEFORE_BINDING, null);

    @Test
    void aDirectoryWithoutStartTlsIsToldFromOneThatIsAway() {
        assertThat(LdapErrors.connecting(new LDAPException(ResultCode.PROTOCOL_ERROR, "unsupported"), ADDRESS))
                .isInstanceOf(ConnectorException.Configuration.class)
                .hasMessageContaining("does not offer StartTLS: use ldaps://, or switch 'startTls' off");
        assertThat(LdapErrors.connecting(
                        new LDAPException(ResultCode.CONNECT_ERROR, "no", new ConnectException("refused")), ADDRESS))
                .isInstanceOf(ConnectorException.Unavailable.class)
                .hasMessageContaining("cannot be reached at ldap.example:389");
    }

    @Test
    void somethingThatIsNoDirectoryIsSaidToBeSo() {
        assertThat(LdapErrors.of(new LDAPException(ResultCode.SERVER_DOWN, "closed"), "Binding"))
                .hasMessageContaining("check that a directory listens at that address");
    }
}
