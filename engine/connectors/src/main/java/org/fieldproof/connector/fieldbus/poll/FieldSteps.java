package org.fieldproof.connector.fieldbus.poll;

import java.net.InetSocketAddress;
import org.fieldproof.api.doctor.DoctorStep;
import org.fieldproof.api.doctor.Examination;
import org.fieldproof.api.doctor.ExaminationEnded;
import org.fieldproof.api.doctor.NetworkSteps;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Endpoint;

/// What the doctors of field devices have in common. Stateless.
public final class FieldSteps {
    private FieldSteps() {}

    /// The steps DNS, TCP and TLS, which field protocols do not have: gives the address that
    /// accepted a connection.
    ///
    /// @param noTls why there is none
    public static Endpoint reach(Examination examination, FieldTarget target, String noTls)
            throws ExaminationEnded {
        Endpoint device;
        try {
            device = target.endpoint(examination.context());
        } catch (ConnectorException _) {
            throw examination.cannotLook(
                    "Its device is "
                            + target.connectTo()
                            + " of this very project, which does not run here: run the project and"
                            + " examine it in the console.");
        }
        InetSocketAddress address = NetworkSteps.reach(examination, device);
        examination.notApplicable(DoctorStep.TLS, noTls);
        return new Endpoint(address.getAddress().getHostAddress(), address.getPort());
    }

    /// What to add to a remedy where the connection itself runs: many devices have one line only.
    public static String ownLine(Examination examination) {
        return examination.isRunning()
                ? " The connection that runs here holds a line of its own; a device with only one"
                        + " to give answers no second one."
                : "";
    }
}
