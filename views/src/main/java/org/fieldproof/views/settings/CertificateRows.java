package org.fieldproof.views.settings;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.fieldproof.api.pki.CertificateRole;
import org.fieldproof.api.pki.KeptCertificate;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.perspective.Desk;

/// What is said of certificates. Needs no toolkit.
final class CertificateRows {
    private static final long SOON_DAYS = 30;

    private final Desk desk;

    CertificateRows(Desk desk) {
        this.desk = desk;
    }

    static String id(KeptCertificate one) {
        return one.connector() + "/" + one.role() + "/" + one.sha256();
    }

    /// What the file of one may be called, without what a file system may not like.
    static String fileName(KeptCertificate one) {
        String name = one.subject().replaceAll("^CN=([^,]*).*", "$1");
        String plain = name.replaceAll("[^A-Za-z0-9._-]", "-");
        return (plain.isEmpty() ? "certificate" : plain) + ".pem";
    }

    /// Whether another one of the same name is believed by the same connector.
    static boolean replaces(KeptCertificate one, List<KeptCertificate> all) {
        return all.stream()
                .filter(each -> each.role() == CertificateRole.TRUSTED)
                .filter(each -> each.connector().equals(one.connector()))
                .anyMatch(
                        each ->
                                each.subject().equals(one.subject())
                                        && !each.sha256().equals(one.sha256()));
    }

    String role(KeptCertificate one) {
        return desk.text("settings.certificates.role." + one.role());
    }

    String of(KeptCertificate one) {
        return one.connector().isEmpty()
                ? desk.text("settings.certificates.installation")
                : one.connector();
    }

    /// Until when it holds, and how near that is.
    String until(KeptCertificate one) {
        String day = desk.figures().dateTime(one.notAfter());
        long left = daysLeft(one);
        if (left < 0) {
            return desk.text("settings.certificates.over", day);
        }
        return left < SOON_DAYS ? desk.text("settings.certificates.soon", day, left) : day;
    }

    String urgency(KeptCertificate one) {
        boolean refused = one.role() == CertificateRole.REJECTED;
        long left = daysLeft(one);
        return refused || left >= SOON_DAYS ? "" : left < 0 ? "fp-p2" : "fp-p3";
    }

    private long daysLeft(KeptCertificate one) {
        Instant now = desk.pulse().frame().map(Frame::now).orElse(Instant.EPOCH);
        return now.isAfter(one.notAfter()) ? -1 : Duration.between(now, one.notAfter()).toDays();
    }

    /// Both thumbprints, to be compared with what the peer shows.
    String prints(KeptCertificate one) {
        return desk.text("settings.certificates.prints", pairs(one.sha256()), pairs(one.sha1()));
    }

    private static String pairs(String digits) {
        return digits.replaceAll("(..)(?=.)", "$1:");
    }

    /// Why it cannot be moved from where it is; empty if it can.
    String hindrance(Optional<KeptCertificate> one, CertificateRole from) {
        if (one.isEmpty()) {
            return desk.text("settings.certificates.off.unchosen");
        }
        if (one.get().role() != from) {
            return desk.text("settings.certificates.off." + from);
        }
        return desk.draft().isCommissioning() ? "" : desk.text("shell.hindrance.observing");
    }
}
