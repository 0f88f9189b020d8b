package org.fieldproof.connector.mqtt.listener;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import org.fieldproof.api.doctor.CertificateText;
import org.fieldproof.api.doctor.ConnectorDoctor;
import org.fieldproof.api.doctor.DoctorStep;
import org.fieldproof.api.doctor.Examination;
import org.fieldproof.api.doctor.ExaminationEnded;
import org.fieldproof.api.doctor.NetworkSteps;
import org.fieldproof.api.doctor.StepNotes;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.connector.mqtt.listener.ListenerConfig.ClientCertificates;
import org.fieldproof.connector.mqtt.listener.ListenerConfig.Tls;

/// Examines our own endpoint: can the port be had, or who has it; will devices accept what it
/// shows. Listens for an instant at most, and accepts nobody.
final class ListenerDoctor implements ConnectorDoctor {
    private static final int CONNECT_MILLIS_MAX = 3_000;
    private static final Duration ENDS_SOON = Duration.ofDays(30);

    @Override
    public void examine(Examination examination) throws ExaminationEnded {
        ListenerConfig config = ListenerConfig.of(examination.context().config());
        var addresses =
                NetworkSteps.resolve(
                        examination, new Endpoint(config.host(), Math.max(1, config.port())));
        Optional<Endpoint> own = own(examination);
        if (own.isPresent()) {
            examination.step(DoctorStep.TCP, notes -> listens(examination, own.get(), notes));
        } else {
            examination.step(
                    DoctorStep.TCP,
                    notes -> isFree(examination, addresses.getFirst(), config, notes));
        }
        tls(examination, config);
        examination.notApplicable(DoctorStep.HELLO, "Devices greet us, not we them.");
        examination.notApplicable(
                DoctorStep.LOGIN, "Devices sign in here; see their list for who was refused.");
        examination.skipped(
                DoctorStep.FIRST_VALUE, "Devices come by themselves; see their last values.");
    }

    /// Where it listens; empty where it does not run here, or could not begin.
    private static Optional<Endpoint> own(Examination examination) {
        try {
            return Optional.of(examination.context().endpointOf(examination.context().id()));
        } catch (ConnectorException notListening) {
            return Optional.empty();
        }
    }

    private static Endpoint listens(Examination examination, Endpoint own, StepNotes notes)
            throws ConnectorException {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(own.host(), own.port()),
                    examination.millisAtMost(CONNECT_MILLIS_MAX));
        } catch (IOException e) {
            throw new ConnectorException(
                    Problem.error(
                            "MQTT-0151",
                            examination.object(),
                            "It should listen at "
                                    + own
                                    + ", and nobody answers: "
                                    + e.getMessage()
                                    + ".",
                            "Look at the connection's state; a firewall of this machine may stand"
                                    + " before it."),
                    e);
        }
        notes.fact("endpoint", own.toString());
        notes.found("It listens at " + own + ".");
        return own;
    }

    private static int isFree(
            Examination examination, InetAddress address, ListenerConfig config, StepNotes notes)
            throws ConnectorException {
        if (config.port() == 0) {
            notes.found("Any free port will do.");
            return 0;
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(address, config.port()), 1);
            notes.found("Port " + config.port() + " can be had.");
            return config.port();
        } catch (IOException e) {
            String holder = PortHolder.of(config.port());
            notes.fact("holder", holder);
            throw new ConnectorException(
                    Problem.error(
                            "MQTT-0152",
                            examination.object(),
                            "Port "
                                    + config.port()
                                    + " at "
                                    + config.host()
                                    + " cannot be had ("
                                    + e.getMessage()
                                    + "); it is held by "
                                    + holder
                                    + ".",
                            "Stop that process, or set another port; ports below 1024 need rights"
                                    + " of their own."),
                    e);
        }
    }

    private static void tls(Examination examination, ListenerConfig config)
            throws ExaminationEnded {
        Optional<Tls> tls = config.tls();
        if (tls.isEmpty()) {
            examination.notApplicable(DoctorStep.TLS, "The endpoint is not encrypted.");
            examination.notApplicable(DoctorStep.SECURITY, "There is none without TLS.");
            return;
        }
        examination.step(
                DoctorStep.TLS,
                notes -> {
                    TlsSetup.context(tls.get(), examination.context());
                    X509Certificate own =
                            TlsSetup.own(tls.get(), examination.context()).chain().getFirst();
                    notes.fact("ours", CertificateText.line(own));
                    notes.fact("ourNames", String.join(", ", CertificateText.names(own)));
                    notes.found(
                            "We show "
                                    + CertificateText.subject(own)
                                    + " (sha256 "
                                    + CertificateText.thumbprint(own)
                                    + ", until "
                                    + CertificateText.until(own)
                                    + ").");
                    boolean soon =
                            own.getNotAfter()
                                    .toInstant()
                                    .isBefore(examination.clock().now().plus(ENDS_SOON));
                    if (soon) {
                        notes.doubt(endsSoon(examination, own));
                    }
                    return own;
                });
        ClientCertificates wanted = tls.get().clientCertificates();
        examination.passed(
                DoctorStep.SECURITY,
                switch (wanted) {
                    case NONE -> "Devices need no certificate.";
                    case OPTIONAL -> "Devices may show a certificate.";
                    case REQUIRED -> "Devices must show a certificate.";
                });
    }

    private static Problem endsSoon(Examination examination, X509Certificate own) {
        return Problem.warning(
                "DOCT-0332",
                examination.object(),
                "Our certificate "
                        + CertificateText.subject(own)
                        + " ends on "
                        + CertificateText.until(own)
                        + ".",
                "Renew it before that day; then no device can connect.");
    }
}
