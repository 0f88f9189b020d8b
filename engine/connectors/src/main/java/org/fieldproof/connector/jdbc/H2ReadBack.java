package org.fieldproof.connector.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.Consumer;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ReadBack;

/// Reads the file through a connection of its own; H2 shares one database between the
/// connections of a process. The CRC is computed from the payload that is there, not taken from
/// the column beside it. A table has no order of arrival; rows come by seq.
final class H2ReadBack implements ReadBack {
    private final H2File file;
    private final H2Table table;

    H2ReadBack(H2File file, H2Table table) {
        this.file = file;
        this.table = table;
    }

    @Override
    public void begin() throws ConnectorException {
        // The table keeps what arrives; only whether it can be opened is worth asking now.
        try (Connection connection = file.connect()) {
            table.prepare(connection);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public void arrivals(UUID epoch, long fromSeq, long toSeq, Consumer<Arrival> each)
            throws ConnectorException {
        try (Connection connection = file.connect()) {
            connection.setReadOnly(true);
            // Pages by seq, because H2 would hold a whole result in memory.
            long[] last = {fromSeq - 1};
            Consumer<Arrival> noting =
                    arrival -> {
                        last[0] = arrival.seq();
                        each.accept(arrival);
                    };
            try (PreparedStatement query = connection.prepareStatement(table.readBack())) {
                int fed;
                do {
                    query.setObject(1, epoch);
                    query.setLong(2, last[0]);
                    query.setLong(3, toSeq);
                    query.setInt(4, Arrivals.ROWS_PER_FETCH);
                    try (ResultSet rows = query.executeQuery()) {
                        fed = Arrivals.feed(epoch, rows, noting);
                    }
                } while (fed == Arrivals.ROWS_PER_FETCH);
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        // Each call has a connection of its own and has closed it.
    }

    private ConnectorException failed(SQLException e) {
        return new ConnectorException(H2File.faultOf(e).problem(file.connectorId(), e), e);
    }
}
