package org.fieldproof.views.fake;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.pki.CertificateRole;
import org.fieldproof.api.pki.KeptCertificate;
import org.fieldproof.api.project.Problem;

/// The certificates of the pretended gateway.
public final class FakeCertificates {
    private final FakeGateway gateway;
    private final List<KeptCertificate> all = new ArrayList<>();

    FakeCertificates(FakeGateway gateway) {
        this.gateway = gateway;
        add("", CertificateRole.AUTHORITY, "CN=Fieldproof installation 0e3c6f6e", 3_600, "a1");
        add("", CertificateRole.OURS, "CN=devices,OU=server", 700, "b2");
        add("line-3", CertificateRole.OURS, "CN=Fieldproof line-3", 20, "c3");
        add("line-3", CertificateRole.TRUSTED, "CN=press-plc,O=Example Presses", 900, "d4");
        add("line-3", CertificateRole.REJECTED, "CN=mixer-plc,O=Example Mixers", -3, "e5");
    }

    private void add(String of, CertificateRole role, String subject, int days, String digits) {
        Instant now = gateway.clock.now();
        all.add(
                new KeptCertificate(
                        of,
                        role,
                        subject,
                        subject,
                        now.minus(Duration.ofDays(100)),
                        now.plus(Duration.ofDays(days)),
                        now,
                        digits.repeat(32),
                        digits.repeat(20),
                        Path.of("/var/lib/fieldproof/field-demo/pki/" + digits + ".der")));
    }

    /// Somebody else has shown a certificate of this name.
    public void pose(String subject) {
        add("line-3", CertificateRole.REJECTED, subject, 50, "f6");
    }

    /// Whom it believes.
    public List<String> trusted() {
        return all.stream()
                .filter(each -> each.role() == CertificateRole.TRUSTED)
                .map(KeptCertificate::subject)
                .toList();
    }

    Outcome answer(Command.CertificateCommand command) {
        return switch (command) {
            case Command.ListCertificates _ ->
                    new Outcome.CertificatesListed(all, List.of(Path.of("notes.txt")));
            case Command.TrustCertificate(String of, String sha256) ->
                    move(of, sha256, CertificateRole.REJECTED, CertificateRole.TRUSTED);
            case Command.DistrustCertificate(String of, String sha256) ->
                    move(of, sha256, CertificateRole.TRUSTED, CertificateRole.REJECTED);
            case Command.ExportCertificate(String _, Path file) ->
                    new Outcome.Done("The certificate was written to " + file + ".");
        };
    }

    private Outcome move(String of, String sha256, CertificateRole from, CertificateRole to) {
        Optional<KeptCertificate> found =
                all.stream()
                        .filter(each -> each.connector().equals(of) && each.role() == from)
                        .filter(each -> each.sha256().equals(sha256))
                        .findFirst();
        if (found.isEmpty()) {
            return new Outcome.Refused(
                    Problem.error("SEC-0219", "certificate", "It is not there.", "Look again."));
        }
        KeptCertificate was = found.get();
        all.set(
                all.indexOf(was),
                new KeptCertificate(
                        of,
                        to,
                        was.subject(),
                        was.issuer(),
                        was.notBefore(),
                        was.notAfter(),
                        was.seen(),
                        was.sha256(),
                        was.sha1(),
                        was.file()));
        return new Outcome.Done(was.subject() + " is now " + to + ".");
    }
}
