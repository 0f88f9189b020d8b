package org.fieldproof.connector.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.RecordBatch;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.api.spi.WriteOutcome.RefusedRecord;
import org.fieldproof.api.time.GatewayClock;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/// A PostgreSQL connection that stores each batch in one transaction with `synchronous_commit` on
/// (law JDBC-1).
///
/// A batch is copied straight into the table. Where the table says that an identity is there
/// already (a replay, or a commit whose answer was lost), the batch goes through a temporary
/// table and `ON CONFLICT DO NOTHING` instead, and so do the following ones until one of them
/// meets no conflict: that way costs a third more, and replays come in rows.
///
/// Partitions are made in transactions of their own before the batch, so that one that cannot be
/// made undoes nothing.
final class PostgresSession implements StoreSession {
    private static final int COPY_CHUNK_BYTES = 1 << 18;

    private final String connectorId;
    private final Connection connection;
    private final PostgresTable table;
    private final String synchronousCommit;
    private final PostgresPartitions partitions;
    private final @Nullable Problem warning;
    private final CopyManager copies;
    private final CopyEncoder encoder;
    private boolean conflictsExpected = true;
    private boolean staged;

    private PostgresSession(
            String connectorId,
            Connection connection,
            PostgresTable table,
            PostgresPartitions partitions,
            String synchronousCommit,
            @Nullable Problem warning)
            throws SQLException {
        this.connectorId = connectorId;
        this.connection = connection;
        this.table = table;
        this.partitions = partitions;
        this.synchronousCommit = synchronousCommit;
        this.warning = warning;
        this.encoder = new CopyEncoder(table.hasDocument());
        this.copies = connection.unwrap(PGConnection.class).getCopyAPI();
    }

    /// Takes the connection over: prepares the table and asks how durable the server is.
    static PostgresSession begin(
            String connectorId, Connection connection, PostgresTable table, GatewayClock clock)
            throws SQLException, ConnectorException {
        try {
            connection.setAutoCommit(true);
            table.prepare(connection);
            // remote_apply promises more than on; everything else promises less.
            String wanted =
                    setting(connection, "synchronous_commit").equals("remote_apply")
                            ? "remote_apply"
                            : "on";
            @Nullable Problem warning = null;
            if (!setting(connection, "fsync").equals("on")) {
                warning = unsafeServer(connectorId, "fsync");
            } else if (!setting(connection, "full_page_writes").equals("on")) {
                warning = unsafeServer(connectorId, "full_page_writes");
            }
            connection.setAutoCommit(false);
            PostgresPartitions partitions = new PostgresPartitions(connectorId, table, clock);
            partitions.ensure(connection, List.of());
            return new PostgresSession(connectorId, connection, table, partitions, wanted, warning);
        } catch (SQLException | ConnectorException | RuntimeException | Error e) {
            // Nobody else knows the connection yet: a bug of ours, or a class that is not there,
            // would leave one more at the server with every retry.
            closeQuietly(connection);
            throw e;
        }
    }

    @Override
    public WriteOutcome write(RecordBatch batch) throws SQLException, ConnectorException {
        List<RefusedRecord> refused = new ArrayList<>();
        encoder.begin();
        for (FieldRecord record : batch.records()) {
            String fault = StoredText.faultOf(record);
            if (fault.isEmpty()) {
                encoder.add(record);
            } else {
                refused.add(
                        new RefusedRecord(
                                record.seq(), JdbcProblems.unstorableText(connectorId, fault)));
            }
        }
        encoder.end();
        if (encoder.rows() > 0) {
            try {
                partitions.ensure(connection, batch.records());
                @Nullable Problem begun = partitions.begun(batch.records());
                if (begun == null) {
                    begun = store(batch, refused);
                }
                if (begun != null) {
                    return new WriteOutcome.Unavailable(begun);
                }
            } catch (SQLException | ConnectorException e) {
                rollBack(e);
                throw e;
            }
        }
        return refused.isEmpty() ? new WriteOutcome.Durable() : new WriteOutcome.Refused(refused);
    }

    @Override
    public void lookAgain() throws SQLException {
        try {
            partitions.ensure(connection, List.of());
        } catch (SQLException e) {
            rollBack(e);
            if (connection.isClosed()) {
                throw e;
            }
        }
    }

    /// Where a partition was taken away that was there before, it is made again, once. Gives what
    /// the batch waits for where that takes more than one call; nothing is stored then.
    private @Nullable Problem store(RecordBatch batch, List<RefusedRecord> refused)
            throws SQLException, ConnectorException {
        try {
            storeOnce(batch, refused);
            return null;
        } catch (SQLException first) {
            if (!partitions.isMissing(first)) {
                throw first;
            }
            connection.rollback();
            partitions.makeAgain(connection, batch.records());
            @Nullable Problem begun = partitions.begun(batch.records());
            if (begun != null) {
                return begun;
            }
            try {
                storeOnce(batch, refused);
                return null;
            } catch (SQLException second) {
                if (!partitions.isMissing(second)) {
                    throw second;
                }
                throw new ConnectorException(partitions.missing(second, batch.records()), second);
            }
        }
    }

    private void storeOnce(RecordBatch batch, List<RefusedRecord> refused)
            throws SQLException, ConnectorException {
        if (conflictsExpected || !copiedStraight()) {
            storeThroughStage(batch, refused);
        }
    }

    @Override
    public void probe() throws SQLException {
        StoreSession.probe(connection);
    }

    @Override
    public void verifyTable() throws SQLException, ConnectorException {
        try {
            table.verify(connection);
            connection.rollback();
        } catch (SQLException | ConnectorException e) {
            rollBack(e);
            throw e;
        }
    }

    @Override
    public @Nullable Problem warning() {
        return warning == null ? partitions.warning() : warning;
    }

    @Override
    public void close() {
        closeQuietly(connection);
    }

    /// False if an identity was there already; nothing is stored then.
    private boolean copiedStraight() throws SQLException, ConnectorException {
        try {
            beginDurable();
            long copied = copy(table.copy());
            if (copied != encoder.rows()) {
                throw swallowed(copied);
            }
            connection.commit();
            return true;
        } catch (SQLException e) {
            if (SqlFault.ofState(e) != SqlFault.DUPLICATE) {
                throw e;
            }
            connection.rollback();
            conflictsExpected = true;
            return false;
        }
    }

    private void storeThroughStage(RecordBatch batch, List<RefusedRecord> refused)
            throws SQLException, ConnectorException {
        try (Statement statement = connection.createStatement()) {
            if (!staged) {
                statement.execute(table.createStage());
                connection.commit();
                staged = true;
            }
            beginDurable();
            copy(table.copyIntoStage());
            int inserted = statement.executeUpdate(table.insertFromStage());
            conflictsExpected = inserted < encoder.rows();
            if (conflictsExpected) {
                refuseCollisions(statement, batch, refused);
            }
            connection.commit();
        }
    }

    /// Law JDBC-2: every staged identity must be in the table now, and with our payload.
    private void refuseCollisions(
            Statement statement, RecordBatch batch, List<RefusedRecord> refused)
            throws SQLException, ConnectorException {
        int found = 0;
        Set<Long> collided = new HashSet<>();
        try (ResultSet rows = statement.executeQuery(table.compareWithStage())) {
            while (rows.next()) {
                found++;
                if (!rows.getBoolean(2)) {
                    collided.add(rows.getLong(1));
                }
            }
        }
        if (found != encoder.rows()) {
            throw swallowed(found);
        }
        for (FieldRecord record : batch.records()) {
            if (collided.contains(record.seq())) {
                refused.add(
                        new RefusedRecord(
                                record.seq(),
                                JdbcProblems.collision(connectorId, record.id().toString())));
            }
        }
    }

    private void beginDurable() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL synchronous_commit = " + synchronousCommit);
        }
    }

    private long copy(String sql) throws SQLException {
        CopyIn copy = copies.copyIn(sql);
        try {
            for (int at = 0; at < encoder.size(); at += COPY_CHUNK_BYTES) {
                int length = Math.min(COPY_CHUNK_BYTES, encoder.size() - at);
                copy.writeToCopy(encoder.bytes(), at, length);
            }
            return copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private ConnectorException swallowed(long kept) {
        return new ConnectorException(
                JdbcProblems.swallowed(connectorId, table.quotedName(), encoder.rows(), kept));
    }

    private void rollBack(Exception why) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW " + name)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Problem unsafeServer(String connectorId, String setting) {
        return Problem.warning(
                "JDBC-0401",
                "destination " + connectorId,
                "The server runs with " + setting + " off, so its own power cut can lose rows.",
                "Switch " + setting + " on in the server's configuration.");
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException _) {
            // The connection is gone either way, and nothing of it is needed any more.
        }
    }
}
