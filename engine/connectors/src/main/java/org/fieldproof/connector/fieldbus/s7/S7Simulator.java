package org.fieldproof.connector.fieldbus.s7;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.Source;
import org.fieldproof.api.spi.SourceHost;
import org.fieldproof.api.tag.TagSchema;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.connector.fieldbus.poll.AddressFault;
import org.fieldproof.connector.fieldbus.signal.SimulatorFields;
import org.fieldproof.connector.work.WriteNotes;
import org.jspecify.annotations.Nullable;

/// A simulated PLC that anybody can read and write. It brings nothing in by itself.
final class S7Simulator implements Source {
    private final SourceHost host;
    private @Nullable S7Server server;

    S7Simulator(SourceHost host) {
        this.host = host;
    }

    @Override
    public void start() throws ConnectorException {
        SimulatorFields fields = SimulatorFields.of(host.config());
        List<SimulatedPlc.Cell> cells = new ArrayList<>();
        for (TagTable.Entry entry : TagSchema.of(host.config()).entries()) {
            try {
                cells.add(
                        new SimulatedPlc.Cell(
                                entry.tag(),
                                S7Address.of(entry.tag()),
                                fields.signalOf(entry.tag())));
            } catch (AddressFault fault) {
                throw new ConnectorException(fault.problem().at(entry.place()), fault);
            }
        }
        long beganNanos = host.clock().nanoTime();
        SimulatedPlc plc =
                new SimulatedPlc(
                        cells,
                        fields.replay("S7-0303", host),
                        () -> host.clock().nanoTime() - beganNanos);
        try {
            S7Server opened =
                    S7Server.open(
                            host.id(),
                            fields.endpoint(),
                            (int) host.config().integer("slot"),
                            plc,
                            new WriteNotes(host, "S7-0304")::asked);
            opened.delay(fields.delayMillis());
            opened.stop(host.config().text("mode").equals("stop"));
            opened.refuseAccess(host.config().flag("accessRefused"));
            server = opened;
            host.listening(new Endpoint(fields.host(), opened.port()));
        } catch (IOException e) {
            throw new ConnectorException(
                    Problem.error(
                            "S7-0301",
                            "simulator " + host.id(),
                            "It cannot listen on "
                                    + fields.endpoint()
                                    + ": "
                                    + e.getMessage()
                                    + ".",
                            "Choose another port, or end the program that has it."),
                    e);
        }
        host.state(ConnectorState.UP, null);
    }

    @Override
    public void stop(long graceMillis) {
        if (server != null) {
            server.close();
            host.state(ConnectorState.STOPPED, null);
        }
    }

    @Override
    public long inFlight() {
        return 0;
    }
}
