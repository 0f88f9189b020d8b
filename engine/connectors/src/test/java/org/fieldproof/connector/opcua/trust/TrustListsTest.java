package org.fieldproof.connector.opcua.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.connector.opcua.testing.OpcAuthority;
import org.fieldproof.connector.opcua.testing.OpcAuthority.Wish;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `UT-2`: trust is an act of a person, and strangers cannot fill a disk.
class TrustListsTest {
    @TempDir Path folder;

    private static X509Certificate stranger(OpcAuthority authority, int number) {
        return authority
                .issue(Wish.of("stranger", "urn:stranger:" + number, "localhost"))
                .chain()
                .getFirst();
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void atMostThe128LatestRejectedAreKept() throws IOException {
        TrustLists lists = new TrustLists(folder);
        lists.prepare();
        OpcAuthority authority = new OpcAuthority("strangers");
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        X509Certificate first = stranger(authority, 0);
        lists.reject(first, start);
        X509Certificate last = first;
        for (int i = 1; i <= 300; i++) {
            last = stranger(authority, i);
            lists.reject(last, start.plus(Duration.ofSeconds(i)));
        }
        assertThat(count(lists.rejected())).isEqualTo(128);
        assertThat(lists.rejected().resolve(Thumbprint.sha256(last) + ".der")).exists();
        assertThat(lists.rejected().resolve(Thumbprint.sha256(first) + ".der")).doesNotExist();
        assertThat(lists.read().trusted()).as("seen is not trusted").isEmpty();
    }

    @Test
    void aRefusedOneIsTrustedOnceItsFileIsMoved() throws IOException {
        TrustLists lists = new TrustLists(folder);
        lists.prepare();
        X509Certificate server = stranger(new OpcAuthority("strangers"), 7);
        lists.reject(server, Instant.now());
        assertThat(lists.read().trusted()).isEmpty();
        String name = Thumbprint.sha256(server) + ".der";
        Files.move(lists.rejected().resolve(name), lists.trusted().resolve(name));
        assertThat(lists.read().trusted()).containsExactly(server);
        assertThat(count(lists.rejected())).isZero();
    }

    @Test
    void aDamagedFileTakesNoTrustFromTheOthers() throws IOException, GeneralSecurityException {
        TrustLists lists = new TrustLists(folder);
        lists.prepare();
        X509Certificate server = stranger(new OpcAuthority("strangers"), 8);
        Files.write(lists.trusted().resolve("good.der"), server.getEncoded());
        Files.writeString(lists.trusted().resolve("bad.der"), "not a certificate");
        assertThat(lists.read().trusted()).containsExactly(server);
    }

    /// The peer was told to trust this certificate: another one at every start would shut us out.
    @Test
    void ourOwnCertificateIsMadeOnceAndMadeAnewOnlyForAnotherName()
            throws IOException, GeneralSecurityException {
        TrustLists lists = new TrustLists(folder);
        lists.prepare();
        OwnCertificate own = new OwnCertificate(lists.own());
        Instant now = Instant.now();
        SecureRandom random = new SecureRandom();
        TlsIdentity made = own.selfSigned("us", "urn:us", now, random);
        assertThat(own.selfSigned("us", "urn:us", now, random).chain()).isEqualTo(made.chain());
        assertThat(own.selfSigned("us", "urn:other", now, random).chain())
                .isNotEqualTo(made.chain());
        TlsIdentity other = own.selfSigned("us", "urn:other", now, random);
        assertThat(
                        own.selfSigned("us", "urn:other", now.plus(Duration.ofDays(1_810)), random)
                                .chain())
                .as("renewed before it expires")
                .isNotEqualTo(other.chain());
        if (lists.own().getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(Files.getPosixFilePermissions(lists.own().resolve("key.pem"))).hasSize(2);
        }
    }
}
