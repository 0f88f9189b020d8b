package org.fieldproof.connector.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.InvalidKeyException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.connector.tls.OwnFiles;
import org.fieldproof.connector.tls.TlsFields;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: a person compares certificates because a signature could not be made.
final class S3ProblemsTest {

    private static String codeOf(Optional<String> trust, Exception failure) {
        S3Config config =
                new S3Config(
                        new Endpoint("127.0.0.1", 9_000),
                        trust.map(
                                each -> new TlsFields(each, "", "none", new OwnFiles("", "", ""))),
                        "us-east-1",
                        "plant",
                        "",
                        "key",
                        "secret:s3",
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1));
        return new S3Problems("archive", config).of(new IOException(failure)).code();
    }

    @Test
    void onlyACertificateOfAnEncryptedLineIsAMatterOfTls() {
        Optional<String> trust = Optional.of("installation");
        assertThat(codeOf(trust, new CertificateException("ended"))).isEqualTo("S3-0102");
        assertThat(codeOf(trust, new CertPathValidatorException("unknown"))).isEqualTo("S3-0102");
        assertThat(codeOf(trust, new InvalidKeyException("no key"))).isEqualTo("S3-0101");
        assertThat(codeOf(Optional.empty(), new CertificateException("ended")))
                .isEqualTo("S3-0101");
    }
}
