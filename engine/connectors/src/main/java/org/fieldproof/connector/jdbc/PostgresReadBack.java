package org.fieldproof.connector.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.Consumer;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ReadBack;

/// Reads the table past every link, on a connection of its own. The CRC is computed from the
/// payload that is there, not taken from the column beside it. A table has no order of arrival;
/// rows come by seq.
final class PostgresReadBack implements ReadBack {
    private final String connectorId;
    private final PostgresConnector connector;
    private final PostgresTable table;

    PostgresReadBack(String connectorId, PostgresConnector connector, PostgresTable table) {
        this.connectorId = connectorId;
        this.connector = connector;
        this.table = table;
    }

    @Override
    public void begin() throws ConnectorException {
        // The table keeps what arrives; only whether it can be reached is worth asking now.
        try (Connection _ = connector.direct()) {
            return;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public void arrivals(UUID epoch, long fromSeq, long toSeq, Consumer<Arrival> each)
            throws ConnectorException {
        try (Connection connection = connector.direct()) {
            connection.setAutoCommit(false); // the driver streams only inside a transaction
            connection.setReadOnly(true);
            try (PreparedStatement query = connection.prepareStatement(table.readBack())) {
                query.setObject(1, epoch);
                query.setLong(2, fromSeq);
                query.setLong(3, toSeq);
                query.setFetchSize(Arrivals.ROWS_PER_FETCH);
                try (ResultSet rows = query.executeQuery()) {
                    Arrivals.feed(epoch, rows, each);
                }
            }
            connection.rollback();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        // Each call has a connection of its own and has closed it.
    }

    private ConnectorException failed(SQLException e) {
        return new ConnectorException(SqlFault.ofState(e).problem(connectorId, e), e);
    }
}
