package org.fieldproof.connector.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.RecordBatch;
import org.fieldproof.api.spi.WriteOutcome;
import org.jspecify.annotations.Nullable;

/// One open database connection that stores batches. Confined to the sink's worker.
interface StoreSession extends AutoCloseable {
    /// Less than the lane's patience: the database's own words are better than none.
    int PROBE_SECONDS = 3;

    /// Stores a batch in one transaction, durable when it returns
    /// [org.fieldproof.api.spi.WriteOutcome.Durable] or
    /// [org.fieldproof.api.spi.WriteOutcome.Refused].
    ///
    /// @throws SQLException where the database refused: nothing was stored, or it is unknown
    /// @throws ConnectorException where the table cannot take records now
    WriteOutcome write(RecordBatch batch) throws SQLException, ConnectorException;

    /// Fails if the table has lost its shape. Asked before a refusal is blamed on a record.
    void verifyTable() throws SQLException, ConnectorException;

    /// Looks again at what it warns of, while no batch comes. Where it cannot see and the database
    /// is still there, the warning stands.
    ///
    /// @throws SQLException where the database was lost
    default void lookAgain() throws SQLException {}

    /// A sign of life of the database, within seconds; leaves no transaction open.
    ///
    /// @throws SQLException where there is none
    void probe() throws SQLException;

    /// Whether a connection answers, for [#probe()].
    ///
    /// @throws SQLException where it does not
    static void probe(Connection connection) throws SQLException {
        if (!connection.isValid(PROBE_SECONDS)) {
            throw new SQLException("the database gives no sign of life", "08006");
        }
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
    }

    /// What is not as it should be although records can be stored; null if nothing.
    @Nullable Problem warning();

    /// Closes the connection; never throws, because there is nobody left to tell.
    @Override
    void close();

    /// Opens sessions of one database.
    interface Opener {
        /// Opens one session.
        ///
        /// @throws SQLException where the database refused or was not reached
        /// @throws ConnectorException where it can be reached and not be used
        StoreSession open() throws SQLException, ConnectorException;

        /// What a database's error means.
        SqlFault faultOf(SQLException error);
    }
}
