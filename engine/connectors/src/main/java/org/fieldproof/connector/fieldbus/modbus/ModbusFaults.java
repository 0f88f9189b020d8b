package org.fieldproof.connector.fieldbus.modbus;

import java.io.IOException;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.Endpoint;

/// What whoever only looks at a Modbus device says of one that does not answer as it should: the
/// doctor and the finder of byte orders. Stateless.
///
/// @param object what is looked at, such as `connection boiler`
/// @param device where it is
/// @param ownLine to add where another line of ours may keep the device from answering
record ModbusFaults(String object, Endpoint device, String ownLine) {

    Problem foreign(IOException cause) {
        return problem(
                "MODB-0104",
                "What came from "
                        + device
                        + " is no answer to the request ("
                        + cause.getMessage()
                        + ").",
                "Check that this is a Modbus TCP port (502 is usual), and for a second master on a"
                        + " serial line behind it.");
    }

    Problem hungUp(IOException cause) {
        return problem(
                "MODB-0102",
                "The device at " + device + " hung up: " + cause.getMessage() + ".",
                "Check that this is a Modbus TCP port, that the device lets this machine in, and"
                        + " whether another master holds its only connection."
                        + ownLine);
    }

    /// @param units that were asked, each with what came in place of an answer
    Problem nobody(String units) {
        return problem(
                "MODB-0103",
                "The device at "
                        + device
                        + " takes the connection, but no unit answers: "
                        + units
                        + ".",
                "Check the unit numbers (unit; devices without a gateway often have 1 or 255), the"
                        + " serial line behind a gateway, and timeout."
                        + ownLine);
    }

    Problem problem(String code, String message, String remedy) {
        return Problem.error(code, object, message, remedy);
    }
}
