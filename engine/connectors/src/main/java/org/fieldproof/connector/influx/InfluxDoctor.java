package org.fieldproof.connector.influx;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.fieldproof.api.doctor.ConnectorDoctor;
import org.fieldproof.api.doctor.DoctorStep;
import org.fieldproof.api.doctor.Examination;
import org.fieldproof.api.doctor.ExaminationEnded;
import org.fieldproof.api.doctor.NetworkSteps;
import org.fieldproof.api.doctor.TlsPreamble;
import org.fieldproof.api.doctor.TlsRequest;
import org.fieldproof.api.doctor.TlsStep;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.connector.tls.TlsFields;
import org.jspecify.annotations.Nullable;

/// Examines a time-series server: says hello, reads who answers, and posts a write without lines,
/// which is checked for login, right and place and stores nothing.
final class InfluxDoctor implements ConnectorDoctor {

    @Override
    public void examine(Examination examination) throws ExaminationEnded {
        InfluxConfig config = InfluxConfig.of(examination.context().config());
        InfluxProblems problems = new InfluxProblems(examination.context().id(), config);
        InetSocketAddress address = NetworkSteps.reach(examination, config.server());
        if (config.tls().isPresent()) {
            tls(examination, address, config, config.tls().get());
        }
        InfluxHttp http = examination.step(DoctorStep.HELLO, _ -> hello(examination, config));
        write(examination, problems, http);
        examination.notApplicable(
                DoctorStep.FIRST_VALUE, "Nothing is stored for an examination's sake.");
    }

    private static void tls(
            Examination examination, InetSocketAddress address, InfluxConfig config, TlsFields tls)
            throws ExaminationEnded {
        TlsIdentity trusted;
        TlsIdentity identity;
        try {
            trusted = tls.trusted(examination.context());
            identity = tls.identity(examination.context());
        } catch (ConnectorException e) {
            throw examination.failed(DoctorStep.TLS, e.problem());
        }
        TlsStep.examine(
                examination,
                address,
                new TlsRequest(
                        config.server(),
                        trusted,
                        identity.chain().isEmpty() ? Optional.empty() : Optional.of(identity),
                        "the server",
                        "tls.trust",
                        "tls.identity",
                        "Add our authority to what the server (or the proxy before it) trusts for"
                                + " clients, then restart it."),
                TlsPreamble.NONE);
    }

    private static InfluxHttp hello(Examination examination, InfluxConfig config)
            throws ConnectorException {
        InfluxProblems problems = new InfluxProblems(examination.context().id(), config);
        InfluxHttp http = InfluxHttp.of(examination.context(), config, LinkTable.direct());
        try {
            examination.closeAtEnd(http);
            InfluxHttp.Answer ping = http.get("ping");
            if (ping.status() != 204 && ping.status() != 200) {
                throw new ConnectorException(problems.of(ping));
            }
            ServerMark mark = ServerMark.read(http);
            boolean victoria = config.kind() == ServerKind.VICTORIAMETRICS;
            if (mark.isKnown() && mark.victoria() != victoria) {
                throw new ConnectorException(
                        problems.otherKind(mark.victoria() ? "VictoriaMetrics" : "InfluxDB"));
            }
            return http;
        } catch (IOException e) {
            throw new ConnectorException(problems.of(e), e);
        } catch (ExaminationEnded e) {
            throw new ConnectorException(problems.closed(), e);
        }
    }

    private static void write(Examination examination, InfluxProblems problems, InfluxHttp http)
            throws ExaminationEnded {
        examination.begin(DoctorStep.LOGIN);
        try {
            InfluxHttp.Answer answer = http.write(new byte[0], 0, 0);
            @Nullable Problem why = answer.status() < 300 ? null : problems.of(answer);
            if (why != null && why.code().equals("INFL-0103")) {
                throw examination.failed(DoctorStep.LOGIN, why);
            }
            examination.passed(DoctorStep.LOGIN, "The server accepts who we are.");
            // 400 says that there is nothing to write, which only one who may write is told.
            if (why != null && answer.status() != 400) {
                throw examination.failed(DoctorStep.PERMISSION, why);
            }
            examination.passed(
                    DoctorStep.PERMISSION, "The server would take lines for this place.");
        } catch (IOException e) {
            throw examination.failed(DoctorStep.LOGIN, problems.of(e));
        }
    }
}
