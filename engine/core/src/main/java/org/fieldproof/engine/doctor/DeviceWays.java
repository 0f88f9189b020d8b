package org.fieldproof.engine.doctor;

import java.math.BigDecimal;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition.ConnectorDefinition;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ReadingFinder;
import org.fieldproof.api.spi.SourceFactory;
import org.fieldproof.engine.project.Catalog;

/// How bare registers of a device behind one connection, which need not run, are to be read.
/// Stateless.
public final class DeviceWays {
    private DeviceWays() {}

    /// Reads an address once, on a line of its own that is ended again. Blocks.
    ///
    /// @param shown on the device's display
    /// @throws ConnectorException naming what refused and what to do
    public static ReadingFinder.Found find(
            ConnectorDefinition connection,
            Catalog catalog,
            ExaminedPlace place,
            String address,
            BigDecimal shown)
            throws ConnectorException {
        SourceFactory factory =
                catalog.source(connection.type())
                        .orElseThrow(() -> new ConnectorException(typed(connection)));
        ReadingFinder finder =
                factory.readingFinder()
                        .orElseThrow(() -> new ConnectorException(typed(connection)));
        return finder.find(
                new ExaminedConnector(
                        connection.id(), "connection", connection.config(), factory, place),
                address,
                shown);
    }

    private static Problem typed(ConnectorDefinition connection) {
        return Problem.error(
                "DOCT-0106",
                "connection " + connection.id(),
                "There is nothing to find out: with the type "
                        + connection.type()
                        + " the address, or the device itself, says how a value is read.",
                "Choose a connection that brings bare registers, such as modbus.");
    }
}
