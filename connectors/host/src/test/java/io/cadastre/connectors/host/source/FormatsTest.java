package io.cadastre.connectors.host.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {
    @Test
    void shadowTellsWhatIsLockedAndKeepsNoHash() {
        var shadow = AccountFiles.shadow("""
                root:!:19000:0:99999:7:::
                joe:$6$hunter2$hunter2:19500:0:99999:7:::
                new:$6$hunter2:0:0:99999:7:::
                odd:*:99999999999:0:99999:7:::
                cut:$6$hunter2
                """);

        assertThat(shadow.get("root"))
                .isEqualTo(new AccountFiles.ShadowEntry(true, Optional.of(LocalDate.of(2022, 1, 8))));
        assertThat(shadow.get("joe"))
                .isEqualTo(new AccountFiles.ShadowEntry(false, Optional.of(LocalDate.of(2023, 5, 23))));
        assertThat(shadow.get("new")).isEqualTo(new AccountFiles.ShadowEntry(false, Optional.empty()));
        assertThat(shadow.get("odd")).isEqualTo(new AccountFiles.ShadowEntry(true, Optional.empty()));
        assertThat(shadow).doesNotContainKey("cut");
        assertThat(shadow.toString()).doesNotContain("hunter2");
    }

    @Test
    void rpmKeepsSeveralVersionsOfOneNameAndKeysAreNoPackages() {
        var packages = PackageDatabases.rpm("""
                kernel\t5.14.0-1\tx86_64\tkernel-5.14.0-1.src.rpm
                kernel\t5.14.0-2\tx86_64\tkernel-5.14.0-2.src.rpm
                gpg-pubkey\t1-2\t(none)\t(none)
                shadow-utils\t2:4.9-8.el9\tx86_64\tshadow-utils-4.9-8.el9.src.rpm
                half a line
                """);

        assertThat(packages.rows())
                .extracting(PackageEntry::key)
                .containsExactly(
                        "rpm:kernel:x86_64:5.14.0-1",
                        "rpm:kernel:x86_64:5.14.0-2",
                        "rpm:shadow-utils:x86_64:2:4.9-8.el9");
        assertThat(packages.problems()).containsExactly("line 5");
    }

    @ParameterizedTest
    @CsvSource({
        "dpkg,debian,attr,1:2.4.47-2+b1,amd64,pkg:deb/debian/attr@1:2.4.47-2%2Bb1?arch=amd64",
        "dpkg,debian,g++,4:12.2.0~rc1,amd64,pkg:deb/debian/g%2B%2B@4:12.2.0~rc1?arch=amd64",
        "rpm,fedora,curl,2:7.50.3-1.fc25,i386,pkg:rpm/fedora/curl@7.50.3-1.fc25?arch=i386&epoch=2",
        "rpm,fedora,curl,7.50.3-1.fc25,i386,pkg:rpm/fedora/curl@7.50.3-1.fc25?arch=i386",
        "apk,Alpine,curl,7.83.0-r0,'',pkg:apk/alpine/curl@7.83.0-r0"
    })
    void packageUrlsFollowTheirSpecification(
            String manager, String distribution, String name, String version, String architecture, String purl) {
        assertThat(new PackageEntry(manager, name, version, architecture, Optional.empty()).purl(distribution))
                .isEqualTo(purl);
    }

    @Test
    void socketsThatWaitAreToldFromThoseThatAreConnected() {
        var udp = SocketTable.listening("udp", """
                  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref
                  1: 0100007F:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000 0 0 77 2 0 0
                  2: 0202000A:D431 08080808:0035 01 00000000:00000000 00:00000000 00000000 0 0 78 2 0 0
                  3: 0202:D431
                """);

        assertThat(udp.rows())
                .extracting(SocketTable.Entry::key, SocketTable.Entry::loopback, SocketTable.Entry::inode)
                .containsExactly(tuple("udp:127.0.0.1:53", true, 77L));
        assertThat(udp.problems()).containsExactly("line 4");
    }

    @ParameterizedTest
    @CsvSource({
        "0:0:0:0:0:0:0:0,::",
        "0:0:0:0:0:0:0:1,::1",
        "fe80:0:0:0:fc:ff:fe00:1,fe80::fc:ff:fe00:1",
        "2001:db8:0:1:0:0:0:1,2001:db8:0:1::1",
        "2001:DB8:0:1:1:1:1:1,2001:db8:0:1:1:1:1:1",
        "1:0:0:2:0:0:0:0,1:0:0:2::",
        "1:0:0:2:0:0:3:4,1::2:0:0:3:4",
        "127.0.0.1,127.0.0.1"
    })
    void anAddressIsOneText(String given, String canonical) throws UnknownHostException {
        assertThat(AddressText.of(InetAddress.getByName(given))).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3,PRIVATE",
        "192.168.1.1,PRIVATE",
        "100.64.0.1,PRIVATE",
        "fd00::1,PRIVATE",
        "169.254.1.1,LINK",
        "fe80::1,LINK",
        "127.0.0.2,LOOPBACK",
        "::1,LOOPBACK",
        "8.8.8.8,PUBLIC",
        "100.128.0.1,PUBLIC",
        "2600::1,PUBLIC"
    })
    void addressesAreToldByWhoReachesThem(String address, LocalAddresses.Reach reach) throws UnknownHostException {
        assertThat(LocalAddresses.reach(InetAddress.getByName(address))).isEqualTo(reach);
    }

    @Test
    void emptyTextsAreEmptyTables() {
        assertThat(AccountFiles.passwd("").rows()).isEmpty();
        assertThat(AccountFiles.passwd("").problems()).isEmpty();
        assertThat(PackageDatabases.dpkg("").problems()).isEmpty();
        assertThat(PackageDatabases.apk("\n\n").problems()).isEmpty();
        assertThat(MountTable.parse("").rows()).isEmpty();
        assertThat(SocketTable.listening("tcp", "header only").rows()).isEmpty();
    }
}
