package org.fieldproof.api.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.TlsIdentity;

/// The step TLS, with the certificate doctor: a handshake on a connection of its own, which says
/// which side refused which certificate, and what to do on that side. Stateless.
public final class TlsStep {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    private static final int HANDSHAKE_MILLIS_MAX = 10_000;

    /// In TLS 1.3 a server looks at our certificate after our side of the handshake is through;
    /// its refusal comes as an answer to nothing, this much later at most (RFC 8446, 4.4.2.4).
    private static final int REFUSAL_MILLIS_MAX = 750;

    private static final Duration ENDS_SOON = Duration.ofDays(30);

    private TlsStep() {}

    /// Shakes hands with the peer at `address` and closes the line again.
    public static void examine(
            Examination examination,
            InetSocketAddress address,
            TlsRequest request,
            TlsPreamble preamble)
            throws ExaminationEnded {
        examination.step(
                DoctorStep.TLS,
                notes -> {
                    shake(examination, address, request, preamble, notes);
                    return true;
                });
    }

    private static void shake(
            Examination examination,
            InetSocketAddress address,
            TlsRequest request,
            TlsPreamble preamble,
            StepNotes notes)
            throws ConnectorException {
        TlsProblems problems = new TlsProblems(examination.object(), request);
        TlsWitness witness;
        SSLSocket tls;
        try {
            witness = new TlsWitness(request.trust(), request.own());
            tls = open(examination, address, request, preamble, witness);
        } catch (GeneralSecurityException e) {
            throw new ConnectorException(problems.ownUnusable(e), e);
        } catch (IOException e) {
            throw new ConnectorException(problems.beforeTls(e), e);
        }
        try (tls) {
            tls.startHandshake();
            waitForRefusal(examination, tls, witness);
            notes.fact("protocol", tls.getSession().getProtocol());
            notes.fact("cipher", tls.getSession().getCipherSuite());
        } catch (IOException e) {
            describe(witness, request, notes);
            throw new ConnectorException(problems.of(e, witness, examination.clock().now()), e);
        }
        describe(witness, request, notes);
        notes.found(accepted(tls, request, witness));
        doubts(examination, request, witness, problems, notes);
    }

    private static SSLSocket open(
            Examination examination,
            InetSocketAddress address,
            TlsRequest request,
            TlsPreamble preamble,
            TlsWitness witness)
            throws GeneralSecurityException, IOException {
        Socket plain = new Socket();
        try {
            int patience = examination.millisAtMost(HANDSHAKE_MILLIS_MAX);
            plain.setSoTimeout(patience);
            plain.connect(address, patience);
            preamble.speak(plain);
            SSLSocket tls =
                    (SSLSocket)
                            witness.context()
                                    .getSocketFactory()
                                    .createSocket(
                                            plain,
                                            request.target().host(),
                                            request.target().port(),
                                            true);
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setProtocols(PROTOCOLS);
            tls.setSSLParameters(parameters);
            return tls;
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    private static void waitForRefusal(Examination examination, SSLSocket tls, TlsWitness witness)
            throws IOException {
        if (!witness.askedForOurs() || !tls.getSession().getProtocol().equals("TLSv1.3")) {
            return;
        }
        tls.setSoTimeout(examination.millisAtMost(REFUSAL_MILLIS_MAX));
        try {
            if (tls.getInputStream().read() < 0) {
                throw new IOException("closed by the peer right after the handshake");
            }
        } catch (SocketTimeoutException _) {
            // Silence: the peer waits for us to begin, so it has accepted what we showed.
        }
    }

    private static void describe(TlsWitness witness, TlsRequest request, StepNotes notes) {
        for (X509Certificate each : witness.shown()) {
            notes.fact("theirs", CertificateText.line(each));
        }
        if (!witness.shown().isEmpty()) {
            notes.fact(
                    "theirNames",
                    String.join(", ", CertificateText.names(witness.shown().getFirst())));
        }
        if (witness.askedForOurs()) {
            notes.fact("asksForOurs", "yes");
            witness.acceptedIssuers().forEach(each -> notes.fact("acceptsIssuer", each));
        }
        if (request.own().isPresent()) {
            request.own().get().chain().forEach(c -> notes.fact("ours", CertificateText.line(c)));
        }
    }

    private static String accepted(SSLSocket tls, TlsRequest request, TlsWitness witness) {
        String version = tls.getSession().getProtocol();
        String theirs =
                witness.shown().isEmpty()
                        ? ""
                        : "; we accept "
                                + CertificateText.subject(witness.shown().getFirst())
                                + " (sha256 "
                                + CertificateText.thumbprint(witness.shown().getFirst())
                                + ", until "
                                + CertificateText.until(witness.shown().getFirst())
                                + ")";
        String ours =
                witness.sentOurs()
                        ? "; " + request.peer() + " accepts ours"
                        : witness.askedForOurs() ? "; it asks for a certificate and gets none" : "";
        return version + theirs + ours + ".";
    }

    private static void doubts(
            Examination examination,
            TlsRequest request,
            TlsWitness witness,
            TlsProblems problems,
            StepNotes notes) {
        Instant soon = examination.clock().now().plus(ENDS_SOON);
        for (X509Certificate each : witness.shown()) {
            if (each.getNotAfter().toInstant().isBefore(soon)) {
                notes.doubt(problems.theirsEndsSoon(each));
            }
        }
        for (X509Certificate each : request.own().map(TlsIdentity::chain).orElse(List.of())) {
            if (each.getNotAfter().toInstant().isBefore(soon)) {
                notes.doubt(problems.oursEndsSoon(each));
            }
        }
        Problem unused = problems.oursUnused(witness);
        if (unused != null) {
            notes.doubt(unused);
        }
    }
}
