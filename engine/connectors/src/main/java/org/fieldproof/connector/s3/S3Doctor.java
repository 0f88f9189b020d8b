package org.fieldproof.connector.s3;

import java.net.InetSocketAddress;
import org.fieldproof.api.doctor.ConnectorDoctor;
import org.fieldproof.api.doctor.DoctorStep;
import org.fieldproof.api.doctor.Examination;
import org.fieldproof.api.doctor.ExaminationEnded;
import org.fieldproof.api.doctor.NetworkSteps;
import org.fieldproof.api.doctor.TlsPreamble;
import org.fieldproof.api.doctor.TlsRequest;
import org.fieldproof.api.doctor.TlsStep;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.connector.tls.TlsFields;

/// Examines an object store: login and bucket, then a small object is put, looked at and removed.
final class S3Doctor implements ConnectorDoctor {

    @Override
    public void examine(Examination examination) throws ExaminationEnded {
        S3Config config = S3Config.of(examination.context().config());
        S3Problems problems = new S3Problems(examination.context().id(), config);
        InetSocketAddress address = NetworkSteps.reach(examination, config.server());
        Bucket bucket;
        try {
            if (config.tls().isPresent()) {
                tls(examination, address, config, config.tls().get());
            }
            bucket =
                    examination.closeAtEnd(
                            Bucket.of(examination.context(), config, problems, LinkTable.direct()));
        } catch (ConnectorException e) {
            throw examination.failed(DoctorStep.TLS, e.problem());
        }
        examination.step(
                DoctorStep.LOGIN,
                notes -> {
                    if (!bucket.exists()) {
                        throw new ConnectorException(problems.noBucket());
                    }
                    notes.found("The store lets us in and has the bucket.");
                    return true;
                });
        examination.step(
                DoctorStep.PERMISSION,
                notes -> {
                    bucket.tryOut();
                    notes.found("A small object was put, looked at and removed.");
                    return true;
                });
    }

    private static void tls(
            Examination examination, InetSocketAddress address, S3Config config, TlsFields tls)
            throws ExaminationEnded, ConnectorException {
        TlsStep.examine(
                examination,
                address,
                new TlsRequest(
                        config.server(),
                        tls.trusted(examination.context()),
                        tls.own(examination.context()),
                        "the store",
                        "tls.trust",
                        "tls.identity",
                        "Add our authority to those that the store accepts clients from, then"
                                + " restart it."),
                TlsPreamble.NONE);
    }

    @Override
    public String leavesBehind() {
        return "Where the key may not delete: one object of a few bytes, fieldproof-check.txt.";
    }
}
