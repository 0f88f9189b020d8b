package org.fieldproof.engine.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Harm if it breaks: a password is handed over; or a report is so full of stars that it helps
/// nobody.
final class RedactorTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Redactor redactor = new Redactor();

    /// Each holds one secret, whose letters all are `Q`, `q` or signs.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"detail\":\"{\\\"password\\\":\\\"QQ\\\",\\\"a\\\":1}\"}",
                "{\"detail\":\"{\\\"Authorization\\\":\\\"Bearer QQ\\\"}\"}",
                "{\"d\":\"{\\\"e\\\":\\\"{\\\\"
                        + "\\\"token\\\\\\\":\\\\\\\"Q\\\\\\\\\\\\\\\"Q\\\\\\\"}\\\"}\"}",
                "{\"password\":\"Q\\\"Q, Q\"}",
                "{\"password\":\"Q\\\\\",\"host\":\"a\"}",
                "{\"tokens\":[\"QQ\",\"Q q\"],\"n\":1}",
                "-Daws.secretKey=QQ",
                "-Daws.secretAccessKey=QQ Q",
                "secretKey: QQ",
                "Endpoint=sb://a/;SharedAccessKeyName=b;SharedAccessKey=QQ=;EntityPath=c",
                "https://a.example/b?sv=1&sig=QQ%3D&se=2",
                "keyStorePassword=Q(Q)Q,Q",
                "password: QQ Q QQ",
                "login failed, password: QQ Q QQ",
                "refused {user=anna, password=Q}Q;Q, host=b}",
                "x password=Q,Q&Q;Q]Q y",
                "x password='Q Q' y",
                "password => QQ",
                "first line\n    token: QQ\nlast line",
                "{\"message\":\"a\\npassword=Q Q\\nb\",\"n\":1}",
                "Proxy-Authorization: Splunk QQ",
                "Authorization: QQ Q",
                "Authorization: Digest username=\"QQ\", response=\"QQ\"",
                "{\"m\":\"Authorization: Digest username=\\\"QQ\\\","
                        + " response=\\\"QQ\\\"\",\"n\":1}",
                "Set-Cookie: QQ=Q; q",
                "cannot clone https://QQ@host.example/a.git",
                "refused tcp://anna:Q/Q?q#Q@broker:1883/a",
                "{\"url\":\"redis://:Q/Q@a\",\"n\":1}",
            })
    void isMaskedToItsEnd(String text) {
        String clean = redactor.redact(text);
        assertThat(clean).doesNotContain("Q").doesNotContain("q").contains(Redactor.MASK);
        assertThat(redactor.redact(clean)).as("once more").isEqualTo(clean);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "topic: key/1",
                "keyspace: plant",
                "key: press-1, name: token ring",
                "tokenBucket: 5",
                "tokens_per_second=10",
                "tokenEndpoint: https://a.example/b",
                "passwordFile: /etc/fieldproof/broker",
                "Unrecognized token 'abc': was expecting a value",
                "SEC-0101 secret:pg-main: The secret pg-main has no value",
                "password: secret:pg-main",
                "{\"detail\":\"{\\\"password\\\":\\\"secret:pg-main\\\",\\\"a\\\":1}\"}",
                "{\"password\":\"\",\"host\":\"a\"}",
                "{\"m\":\"password: \",\"host\":\"a\"}",
                "passwordRequired=true",
                "signal: 4, signals: 5, design: b, monkey=c",
                "opc.tcp://a.example:4840/path",
                "privateKeyFile: a.pem",
                "see https://a.example/b?mail=c@d and http://a.example/e@f",
                "http://a.example:80/x,http://b.example:81/y",
                "https://influx.example:8086/write?db=plant&user=op@site",
                "mqtt://broker:1883/plant/x,mail=anna@plant.example",
                "http://a.example:80?mail=c@d and http://a.example:65535#e@f",
                "SEC-0102 secret reference: A secret stands in clear",
            })
    void isLeftAlone(String text) {
        assertThat(redactor.redact(text)).isEqualTo(text);
    }

    /// Harm: a secret is known, and handed over in the way in which a file or a URL writes it.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sent QÄ'Q \"Q/Q\\Q",
                "{\"m\":\"sent QÄ'Q \\\"Q/Q\\\\Q\",\"n\":1}",
                "{\"m\":\"sent Q\\u00c4'Q \\\"Q\\/Q\\\\Q\"}",
                "{\"m\":\"{\\\"a\\\":\\\"QÄ'Q \\\\\\\"Q/Q\\\\\\\\Q\\\"}\"}",
                "a: 'QÄ''Q \"Q/Q\\Q'",
                "a: \"\\x51\\xC4\\u0027\\x51 \\\"Q/Q\\\\\\U00000051\"",
                "http://a/?b=Q%C3%84%27Q%20%22Q%2FQ%5CQ&c=1",
                "http://a/?b=Q%c3%84'Q+%22Q/Q%5cQ&c=1",
            })
    void aKnownValueIsMaskedHoweverItIsWritten(String text) {
        redactor.remember("QÄ'Q \"Q/Q\\Q".toCharArray());
        SortedMap<String, Integer> masked = redactor.examine(text).masked();
        assertThat(masked).containsEntry("known secret", 1);
        assertThat(redactor.redact(text)).doesNotContain("Q").contains(Redactor.MASK);
    }

    @Test
    void aKnownValueOfSeveralLinesIsMaskedHoweverItsLinesBegin() {
        redactor.remember("QQ\n  qQ\nQQ".toCharArray());
        for (String text :
                List.of(
                        "{\"m\":\"QQ\\n  qQ\\nQQ\",\"n\":1}",
                        "{\"m\":\"a: |\\n  QQ\\n    qQ\\n  QQ\\nb: 1\"}",
                        "a: |\n    QQ\n      qQ\n    QQ\nb: 1\n",
                        "# a: |\r\n#   QQ\r\n#     qQ\r\n#   QQ\r\n# b: 1\r\n")) {
            assertThat(redactor.redact(text)).doesNotContainIgnoringCase("q").contains("***");
        }
    }

    @Test
    void aKnownValueIsMaskedInBase64WhateverTheUserIs() {
        redactor.remember("s3cret?>".toCharArray());
        for (String user : List.of("a", "an", "ann", "anna")) {
            byte[] login = (user + ":s3cret?>").getBytes(StandardCharsets.UTF_8);
            String basic = Base64.getEncoder().encodeToString(login);
            String url = Base64.getUrlEncoder().encodeToString(login);
            assertThat(redactor.redact("sent " + basic + ", " + url + " to it"))
                    .isEqualTo("sent ***, *** to it");
            assertThat(redactor.redact("{\"m\":\"" + basic.replace("/", "\\/") + "\"}"))
                    .doesNotContain(basic.substring(4, 8));
        }
        assertThat(redactor.redact("sent YW5uYTphbm90aGVy")).isEqualTo("sent YW5uYTphbm90aGVy");
    }

    @Test
    void whatIsBesideAKnownValueInBase64Stays() {
        redactor.remember("s3cret-of-anna".toCharArray());
        for (String user : List.of("", "a:", "an:", "ann:")) {
            String basic =
                    Base64.getEncoder()
                            .encodeToString(
                                    (user + "s3cret-of-anna").getBytes(StandardCharsets.UTF_8));
            assertThat(redactor.redact("see /api/v1/" + basic + "/and/more/path"))
                    .isEqualTo("see /api/v1/***/and/more/path");
            assertThat(redactor.redact("ticket=" + basic + " of it")).isEqualTo("ticket=*** of it");
        }
    }

    /// Harm: a letter that belongs to the value as well as to what stands beside it tells of it.
    @Test
    void aSlashThatHoldsBitsOfAKnownValueGoesWithIt() {
        String value = "\u00fcber-den-Berg"; // its first byte makes the letter before it a slash
        redactor.remember(value.toCharArray());
        String written =
                Base64.getEncoder().encodeToString(("ao" + value).getBytes(StandardCharsets.UTF_8));
        assertThat(written).startsWith("YW/D");
        assertThat(redactor.redact("sent " + written)).isEqualTo("sent ***");
    }

    /// Harm: a password that was resolved while somebody else wrote to the log stands in every line
    /// until the next one is resolved.
    @Test
    void whatIsRememberedWhileOthersAreMaskingIsMaskedFromThenOn() throws Exception {
        for (int each = 0; each < 2_000; each++) {
            redactor.remember(("canary-before-" + each).toCharArray());
        }
        AtomicLong rounds = new AtomicLong();
        AtomicBoolean enough = new AtomicBoolean();
        Thread other =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    while (!enough.get()) {
                                        redactor.redact("a line of the log");
                                        rounds.incrementAndGet();
                                    }
                                });
        try {
            for (int each = 0; each < 100; each++) {
                // The first makes the other one look anew, the second comes while it does.
                redactor.remember(("canary-first-" + each).toCharArray());
                long meanwhile = System.nanoTime() + each * 50_000L;
                while (System.nanoTime() - meanwhile < 0) {
                    Thread.onSpinWait();
                }
                String second = "canary-second-" + each;
                redactor.remember(second.toCharArray());
                long then = rounds.get();
                Await.until(LIMIT, () -> rounds.get() > then + 1, "the other one to go on");
                assertThat(redactor.redact("sent " + second)).isEqualTo("sent ***");
            }
        } finally {
            enough.set(true);
            other.join();
        }
    }

    @Test
    void theTokenOfAUrlIsKnownAndThePasswordOfOneAlsoWhereItIsNotEncoded() {
        redactor.rememberUrlsOf(
                "https://ghp0QQ0QQ0QQ0QQ0@a/b amqp://anna:Q%2Fq%20Q@c smb://anna@d");
        assertThat(redactor.redact("ghp0QQ0QQ0QQ0QQ0 or Q/q Q or Q%2Fq%20Q of anna"))
                .isEqualTo("*** or *** or *** of anna");
        redactor.rememberUrlsOf("mqtt://broker:1883/plant/x,mail=anna@plant.example");
        assertThat(redactor.redact("1883/plant/x,mail=anna"))
                .as("no password, and not learned as one")
                .isEqualTo("1883/plant/x,mail=anna");
    }

    @Test
    void whatIsBesideASecretStays() {
        assertThat(redactor.redact("{user=anna, password=a)b;c, host=d}"))
                .isEqualTo("{user=anna, password=***, host=d}");
        assertThat(redactor.redact("cannot log in, password: a b c, host: d"))
                .isEqualTo("cannot log in, password: ***, host: d");
        assertThat(redactor.redact("{\"d\":\"{\\\"password\\\":\\\"a\\\",\\\"b\\\":1}\",\"n\":2}"))
                .isEqualTo("{\"d\":\"{\\\"password\\\":\\\"***\\\",\\\"b\\\":1}\",\"n\":2}");
        assertThat(redactor.redact("refused, token: abc at line 3"))
                .isEqualTo("refused, token: *** at line 3");
    }

    /// Harm: a key that is cut takes all later lines of the log with it.
    @Test
    void aPrivateKeyThatIsCutEndsWithItsLine() {
        String cut = "{\"m\":\"-----BEGIN PRIVATE KEY-----\\nQQ\"}\n{\"m\":\"later\"}\n";
        assertThat(redactor.redact(cut))
                .isEqualTo("{\"m\":\"-----BEGIN PRIVATE KEY-----***\"}\n{\"m\":\"later\"}\n");
        assertThat(redactor.redact("-----BEGIN PRIVATE KEY-----\nQQ\nQQ")).doesNotContain("Q");
    }

    /// Harm: the console hangs while it collects a long line.
    @Test
    void aLongTextIsNoTrouble() {
        redactor.remember("never there".toCharArray());
        String text =
                "password".repeat(40_000)
                        + "="
                        + "\\\"'(%20''".repeat(100_000)
                        + "://a:".repeat(100_000)
                        + "://a".repeat(100_000);
        assertThat(redactor.redact(text)).contains(Redactor.MASK);
    }
}
