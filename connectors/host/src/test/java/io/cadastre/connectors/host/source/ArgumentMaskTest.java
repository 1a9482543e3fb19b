package io.cadastre.connectors.host.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentMaskTest {
    /** Arguments are separated by " | "; the secret is always hunter2 or contains it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x | --password=hunter2",
                "x | --password | hunter2",
                "x | --password | -hunter2",
                "x | --password=my hunter2 with spaces",
                "x | -password | hunter2",
                "x | --db-password | hunter2",
                "x | --dbPassword=hunter2",
                "x | --token=hunter2",
                "x | --api-key | hunter2",
                "x | --apiKey=hunter2",
                "x | --session-id=hunter2",
                "x | --secret-id | hunter2",
                "x | --passphrase | hunter2",
                "x | --auth=joe:hunter2",
                "x | --pin | hunter2",
                "x | -p | hunter2",
                "x | -Djavax.net.ssl.keyStorePassword=hunter2",
                "x | /password:hunter2",
                "xfreerdp | /u:joe | /p:hunter2",
                "keytool | -list | -storepass | hunter2",
                "redis-server | --requirepass | hunter2",
                "redis-server | --masterauth | hunter2",
                "redis-cli | -a | hunter2",
                "mysql | -u | root | -phunter2",
                "/usr/bin/mysqldump | -phunter2 | shop",
                "sudo | mysql | -phunter2",
                "timeout | 5 | sshpass | -p | hunter2 | ssh | host",
                "curl | -u | joe:hunter2 | https://example.org",
                "curl | -ujoe:hunter2 | https://example.org",
                "curl | --user | joe:hunter2 | https://example.org",
                "curl | --user=joe:hunter2 | https://example.org",
                "curl | -H | Authorization: Bearer hunter2",
                "curl | -H | Authorization: Basic am9lOmh1bnRlcjI= hunter2",
                "curl | -H | X-Api-Key: hunter2",
                "curl | -H | X-Vault-Token: hunter2",
                "curl | -b | Cookie: a=hunter2; b=hunter2",
                "curl | https://joe:hunter2@example.org/path",
                "curl | https://joe:hun@hunter2@example.org/path",
                "curl | https://joe:a/hunter2@example.org/path",
                "curl | https://example.org/?a=b&access_token=hunter2&c=d",
                "curl | https://example.org/x?X-Amz-Signature=hunter2",
                "psql | postgres://joe:hunter2@db/shop",
                "redis-cli | -u | redis://:hunter2@db:6379",
                "mount | //joe:hunter2@srv/share | /mnt",
                "app | -dsn | joe:hunter2@tcp(db:3306)/shop",
                "env | PGPASSWORD=hunter2 | psql",
                "env | MYSQL_PWD=hunter2 | mysql",
                "env | AWS_SECRET_ACCESS_KEY=hunter2",
                "env | SECRET_KEY_BASE=hunter2",
                "env | GITHUB_TOKEN=hunter2",
                "env | token2=hunter2",
                "app | AccountName=a;AccountKey=hunter2;x=y",
                "app | Server=db;User Id=joe;Password=hunter2;",
                "app | {\"user\":\"joe\",\"password\":\"hunter2\"}",
                "app | {\"user\": \"joe\", \"password\": \"my hunter2\"}",
                "app | --set=auth.password=hunter2",
                "ansible | --extra-vars | user=joe password='my hunter2' x=y",
                "openssl | rsa | -passin | pass:hunter2",
                "htpasswd | -b | /etc/users | joe | hunter2",
                "docker | login | -u | joe | -p | hunter2",
                "ldapsearch | -w | hunter2",
                "zip | -P | hunter2 | a.zip",
                "7z | x | -phunter2 | a.7z",
                "smbclient | -U | joe%hunter2 | //srv/share",
                "sh | -c | mysql --password=hunter2 -u joe",
                "sh | -c | mysql -phunter2 shop",
                "sh | -c | sshpass -p hunter2 ssh host",
                "sh | -c | export TOKEN=hunter2; run",
                "sh | -c | run --token 'my hunter2' --verbose",
                "sh | -c | bash -c \"run --token hunter2\"",
                "sh | -c | curl -H 'Authorization: Bearer hunter2' https://example.org",
                "psql | -c | ALTER USER joe PASSWORD 'hunter2'",
                "mysql | -e | CREATE USER joe IDENTIFIED BY 'hunter2'",
                "worker --password=hunter2 --queue a",
                "app | ghp_hunter2abcdefghijklmnopqrstuvwxyz",
                "app | glpat-hunter2abcdefghijkl",
                "app | xoxb-hunter2-abcdefghijkl",
                "app | eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJodW50ZXIyIn0.hunter2",
                "app | -----BEGIN RSA PRIVATE KEY-----\nhunter2\n-----END RSA PRIVATE KEY-----"
            })
    void aSecretDoesNotRemain(String line) {
        List<String> masked = ArgumentMask.mask(arguments(line));

        assertThat(String.join(" | ", masked)).doesNotContain("hunter2").contains(ArgumentMask.MASK);
    }

    /** Decoys: what only looks like a secret, and is needed to see what a process does. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mkdir | -p | /srv/data",
                "ssh | -p | 22 | host",
                "docker | run | -p | 8080:80 | -p | 127.0.0.1:53:53/udp | nginx:1.25",
                "ps | -p | 123",
                "app | --password-file=/run/secrets/db",
                "app | --password-file | /run/secrets/db",
                "app | --token-path | /var/token",
                "app | --token-type | bearer",
                "app | --auth-method=ldap",
                "app | --secret-name | db",
                "app | --no-password | shop",
                "docker | login | --password-stdin | registry.example.org",
                "app | --max-tokens=4096",
                "app | --bypass | cache",
                "app | --compass=north",
                "app | --author=Jane",
                "app | --authority | example.org",
                "app | --passive | yes",
                "app | --key=/etc/ssl/server.key",
                "app | --monkey=banana",
                "env | PWD=/home/joe | OLDPWD=/tmp",
                "containerd-shim | -id | 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "app | repo/image:tag@sha256:9f86d081884c7d659a2feaa0c55ad015",
                "git | clone | git@github.com:org/repo.git",
                "ssh | joe@example.org",
                "curl | https://example.org/a?page=2&size=10",
                "java | -Xmx1g | -cp | /a/b.jar:/c/d.jar | io.example.Main",
                "sh | -c | while true; do date; sleep 1; done",
                "app | --listen=0.0.0.0:8080 | --peer=http://10.0.0.1:2380",
                "nginx: master process /usr/sbin/nginx -g daemon off;",
                "app | --name=O'Brien \"x"
            })
    void whatIsNoSecretStays(String line) {
        List<String> arguments = arguments(line);

        assertThat(ArgumentMask.mask(arguments)).isEqualTo(arguments);
    }

    @Test
    void theNameOfTheFlagStaysSoThatTheFindingCanBeSeen() {
        assertThat(ArgumentMask.mask(List.of("app", "--password=hunter2", "--token", "hunter2", "--port", "1")))
                .containsExactly("app", "--password=***", "--token", "***", "--port", "1");
        assertThat(ArgumentMask.maskLine("/bin/x --password \"my hunter2\" --port 1"))
                .isEqualTo("/bin/x --password *** --port 1");
    }

    @Test
    void keysOfAwsDoNotRemainWhereverTheyStand() {
        String key = "AKIA" + "IOSFODNN7EXAMPLE";

        assertThat(ArgumentMask.mask(List.of("aws", "--x", key, "a=" + key, "s3://" + key + "@b"))
                        .toString())
                .doesNotContain(key);
    }

    @Test
    void aLongArgumentIsCutAndTakesNoTimeAtAll() {
        List<String> hostile = new ArrayList<>();
        for (String piece :
                List.of("a", "-", "eyJ-", "a:", "a=", "\"", "'", "x ", "://", "@", "a.b-", "\\", "--token ")) {
            hostile.add(piece.repeat(130_000 / piece.length()));
        }

        List<String> masked = Assertions.assertTimeout(Duration.ofSeconds(20), () -> ArgumentMask.mask(hostile));

        assertThat(masked).allMatch(argument -> argument.length() <= 80_000);
    }

    @Test
    void aSecretThatIsCutOffInTheMiddleDoesNotRemain() {
        String cut = " ".repeat(16_300) + "postgres://joe:" + "hunter2".repeat(40) + "@db/shop";

        assertThat(ArgumentMask.mask(List.of("psql", cut)).toString()).doesNotContain("hunter2");
    }

    @Test
    void moreArgumentsThanAnybodyReadsAreCounted() {
        List<String> masked = ArgumentMask.mask(java.util.Collections.nCopies(600, "a"));

        assertThat(masked).hasSize(513).endsWith("… 88 more");
    }

    private static List<String> arguments(String line) {
        return Arrays.asList(line.split(" \\| "));
    }
}
