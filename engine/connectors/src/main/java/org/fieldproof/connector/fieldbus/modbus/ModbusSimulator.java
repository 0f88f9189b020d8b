package org.fieldproof.connector.fieldbus.modbus;

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

/// A simulated Modbus device that anybody can read and write. It brings nothing in by itself.
final class ModbusSimulator implements Source {
    private final SourceHost host;
    private @Nullable ModbusServer server;

    ModbusSimulator(SourceHost host) {
        this.host = host;
    }

    @Override
    public void start() throws ConnectorException {
        SimulatorFields fields = SimulatorFields.of(host.config());
        List<SimulatedUnits.Cell> cells = new ArrayList<>();
        for (TagTable.Entry entry : TagSchema.of(host.config()).entries()) {
            try {
                ModbusPoint point =
                        ModbusAddress.of(entry.tag(), ModbusConfig.defaults(host.config()));
                cells.add(
                        new SimulatedUnits.Cell(entry.tag(), point, fields.signalOf(entry.tag())));
            } catch (AddressFault fault) {
                throw new ConnectorException(fault.problem().at(entry.place()), fault);
            }
        }
        long beganNanos = host.clock().nanoTime();
        SimulatedUnits units =
                new SimulatedUnits(
                        cells,
                        fields.replay("MODB-0303", host),
                        () -> host.clock().nanoTime() - beganNanos,
                        (int) host.config().integer("fill"));
        try {
            ModbusServer opened =
                    ModbusServer.open(
                            host.id(),
                            fields.endpoint(),
                            units,
                            new WriteNotes(host, "MODB-0304")::asked);
            opened.delay(fields.delayMillis());
            host.config()
                    .texts("silentUnits")
                    .forEach(unit -> opened.silence(Integer.parseInt(unit), true));
            server = opened;
            host.listening(new Endpoint(fields.host(), opened.port()));
        } catch (IOException e) {
            throw new ConnectorException(
                    Problem.error(
                            "MODB-0301",
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
