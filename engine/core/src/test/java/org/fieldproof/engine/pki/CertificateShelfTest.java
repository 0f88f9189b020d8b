package org.fieldproof.engine.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.pki.CertificateRole;
import org.fieldproof.api.pki.KeptCertificate;
import org.fieldproof.api.time.GatewayClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Certificates as a person sees and moves them; the files are those that connectors read.
class CertificateShelfTest {
    @TempDir private Path data;

    private InstallationAuthority authority;
    private CertificateShelf shelf;

    @BeforeEach
    void open() throws Exception {
        authority =
                InstallationAuthority.open(
                        data.resolve("pki"),
                        new UUID(1, 2),
                        GatewayClock.system(),
                        new SecureRandom());
        shelf = new CertificateShelf(data.resolve("pki"), data.resolve("connectors"));
    }

    private Outcome.CertificatesListed list() {
        return (Outcome.CertificatesListed) shelf.answer(new Command.ListCertificates());
    }

    private List<KeptCertificate> of(CertificateRole role) {
        return list().certificates().stream().filter(each -> each.role() == role).toList();
    }

    private Path rejected() {
        return data.resolve("connectors/line-3/pki/rejected");
    }

    private Path trusted() {
        return data.resolve("connectors/line-3/pki/trusted/certs");
    }

    /// A peer that somebody has refused.
    private KeptCertificate refuse(String name) throws Exception {
        X509Certificate shown = authority.client(name).chain().getFirst();
        Files.createDirectories(rejected());
        Files.write(rejected().resolve(name + ".der"), shown.getEncoded());
        return of(CertificateRole.REJECTED).stream()
                .filter(each -> each.subject().equals("CN=" + name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(each -> String.valueOf(each.getFileName())).sorted().toList();
        }
    }

    @Test
    void oursAreListedWithTheirAuthorityAndNoKeyIsTakenForACertificate() throws Exception {
        authority.client("press-01");
        authority.server("devices");
        assertThat(of(CertificateRole.AUTHORITY)).hasSize(1);
        assertThat(of(CertificateRole.OURS))
                .extracting(KeptCertificate::subject)
                .containsExactly("CN=devices,OU=server", "CN=press-01");
        assertThat(list().unread()).isEmpty();
        assertThat(of(CertificateRole.OURS))
                .allSatisfy(each -> assertThat(each.issuer()).contains("Fieldproof installation"));
    }

    // Harm: a person says yes, and the connector does not see it; or another one is believed.
    @Test
    void aRefusedOneIsTrustedByItsConnectorAndBack() throws Exception {
        KeptCertificate shown = refuse("plc-7");
        refuse("plc-8");
        String pasted = shown.sha256().toUpperCase(Locale.ROOT).replaceAll("(..)(?=.)", "$1:");
        assertThat(shelf.answer(new Command.TrustCertificate("line-3", pasted)))
                .isInstanceOf(Outcome.Done.class);
        assertThat(names(trusted())).containsExactly(shown.sha256() + ".der");
        assertThat(names(rejected())).containsExactly("plc-8.der");
        assertThat(of(CertificateRole.TRUSTED))
                .singleElement()
                .satisfies(
                        each -> {
                            assertThat(each.subject()).isEqualTo("CN=plc-7");
                            assertThat(each.connector()).isEqualTo("line-3");
                        });
        assertThat(shelf.answer(new Command.TrustCertificate("line-3", shown.sha256())))
                .as("a second time")
                .isInstanceOf(Outcome.Refused.class);
        assertThat(shelf.answer(new Command.DistrustCertificate("line-3", shown.sha256())))
                .isInstanceOf(Outcome.Done.class);
        assertThat(of(CertificateRole.TRUSTED)).isEmpty();
        assertThat(of(CertificateRole.REJECTED)).hasSize(2);
    }

    // Harm: who is refused here becomes believed there, or a path leads out of the folder.
    @Test
    void whatIsNotThereIsRefusedAndNothingMoves() throws Exception {
        KeptCertificate shown = refuse("plc-7");
        for (Command.CertificateCommand each :
                List.of(
                        new Command.TrustCertificate("line-4", shown.sha256()),
                        new Command.TrustCertificate("../line-3", shown.sha256()),
                        new Command.TrustCertificate("", shown.sha256()),
                        new Command.TrustCertificate("line-3", "00".repeat(32)),
                        new Command.TrustCertificate("line-3", "../own/key"),
                        new Command.DistrustCertificate("line-3", shown.sha256()),
                        new Command.ExportCertificate("11", data.resolve("out.pem")))) {
            assertThat(shelf.answer(each))
                    .as(each.toString())
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.why().code()).isEqualTo("SEC-0219"));
        }
        assertThat(names(rejected())).containsExactly("plc-7.der");
        assertThat(data.resolve("out.pem")).doesNotExist();
    }

    // Harm: with one certificate of a file others lose their trust.
    @Test
    void aFileOfSeveralIsLeftAlone() throws Exception {
        Files.createDirectories(trusted());
        byte[] both =
                PemText.ofCertificates(
                        List.of(
                                authority.client("a").chain().getFirst(),
                                authority.client("b").chain().getFirst()));
        Files.write(trusted().resolve("both.pem"), both);
        Files.writeString(trusted().resolve("notes.txt"), "call Eva before you change this");
        KeptCertificate first = of(CertificateRole.TRUSTED).getFirst();
        assertThat(of(CertificateRole.TRUSTED)).hasSize(2);
        assertThat(shelf.answer(new Command.DistrustCertificate("line-3", first.sha256())))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.why().code()).isEqualTo("SEC-0221"));
        assertThat(trusted().resolve("both.pem")).hasBinaryContent(both);
        assertThat(list().unread()).containsExactly(trusted().resolve("notes.txt"));
    }

    // Harm: trust is taken back, and a copy of the file goes on giving it.
    @Test
    void everyCopyOfItLosesItsPlace() throws Exception {
        KeptCertificate shown = refuse("plc-7");
        byte[] der = Files.readAllBytes(rejected().resolve("plc-7.der"));
        shelf.answer(new Command.TrustCertificate("line-3", shown.sha256()));
        Files.write(trusted().resolve("server.der"), der);
        assertThat(shelf.answer(new Command.DistrustCertificate("line-3", shown.sha256())))
                .isInstanceOf(Outcome.Done.class);
        assertThat(names(trusted())).isEmpty();
        assertThat(names(rejected())).containsExactly(shown.sha256() + ".der");
        Files.write(trusted().resolve("server.der"), der);
        byte[] both =
                PemText.ofCertificates(
                        List.of(
                                authority.client("plc-7").chain().getFirst(),
                                authority.client("b").chain().getFirst()));
        Files.write(trusted().resolve("both.pem"), both);
        assertThat(shelf.answer(new Command.DistrustCertificate("line-3", shown.sha256())))
                .as("one of the copies cannot be taken alone")
                .isInstanceOf(Outcome.Refused.class);
        assertThat(names(trusted())).containsExactly("both.pem", "server.der");
    }

    @Test
    void ourCertificateIsWrittenForAPeerWithoutItsKey() throws Exception {
        authority.client("press-01");
        Path out = data.resolve("press.pem");
        String sha256 = of(CertificateRole.OURS).getFirst().sha256();
        assertThat(shelf.answer(new Command.ExportCertificate(sha256, out)))
                .isInstanceOf(Outcome.Done.class);
        PemText written = PemText.read(Files.readAllBytes(out));
        assertThat(written.certificates())
                .containsExactly(authority.client("press-01").chain().getFirst());
        assertThat(written.key()).isNull();
    }
}
