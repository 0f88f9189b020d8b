package org.fieldproof.engine.secret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Harm if it breaks: a password is handed over; or a report is so full of stars that it helps
/// nobody.
final class RedactorTest {
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
                "SEC-0101 secret:pg-main: It has no value",
                "password: secret:pg-main",
                "{\"detail\":\"{\\\"password\\\":\\\"secret:pg-main\\\",\\\"a\\\":1}\"}",
                "{\"password\":\"\",\"host\":\"a\"}",
                "{\"m\":\"password: \",\"host\":\"a\"}",
                "passwordRequired=true",
                "signal: 4, signals: 5, design: b, monkey=c",
                "opc.tcp://a.example:4840/path",
                "privateKeyFile: a.pem",
            })
    void isLeftAlone(String text) {
        assertThat(redactor.redact(text)).isEqualTo(text);
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
        String text = "password".repeat(40_000) + "=" + "\\\"'(".repeat(100_000) + "://a:";
        assertThat(redactor.redact(text)).contains(Redactor.MASK);
    }
}
