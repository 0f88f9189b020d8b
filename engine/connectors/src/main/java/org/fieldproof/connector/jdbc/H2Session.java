package org.fieldproof.connector.jdbc;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.RecordBatch;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.api.spi.WriteOutcome.RefusedRecord;
import org.jspecify.annotations.Nullable;

/// The connection to an H2 file. A batch is one transaction; `CHECKPOINT SYNC` after its commit
/// makes it durable (law JDBC-1).
///
/// As this gateway is the file's only writer, identities that are there already are found by one
/// query before the insert. A batch that is new by all appearances skips the query; the primary
/// key tells if that was wrong.
final class H2Session implements StoreSession {
    private static final int ROWS_PER_EXECUTE = 1_000;

    private final H2File file;
    private final Connection connection;
    private final H2Table table;
    private final @Nullable Problem warning;
    private final PreparedStatement insert;
    private final PreparedStatement existing;
    private final CRC32C crc = new CRC32C();
    private boolean conflictsExpected = true;

    private H2Session(H2File file, Connection connection, H2Table table, @Nullable Problem warning)
            throws SQLException {
        this.file = file;
        this.connection = connection;
        this.table = table;
        this.warning = warning;
        this.insert = connection.prepareStatement(table.insert());
        this.existing = connection.prepareStatement(table.existing());
    }

    /// Opens the file; moves it aside and begins a new one if H2 says that it is damaged.
    static H2Session begin(H2File file, H2Table table) throws SQLException, ConnectorException {
        try {
            return on(file, table, null);
        } catch (SQLException e) {
            if (H2File.faultOf(e) != SqlFault.FILE_DAMAGED) {
                throw e;
            }
            return on(file, table, file.moveAside(e));
        }
    }

    private static H2Session on(H2File file, H2Table table, @Nullable Problem warning)
            throws SQLException, ConnectorException {
        Connection connection = file.connect();
        try {
            table.prepare(connection);
            connection.setAutoCommit(false);
            return new H2Session(file, connection, table, warning);
        } catch (SQLException | ConnectorException e) {
            closeQuietly(connection);
            throw e;
        }
    }

    @Override
    public WriteOutcome write(RecordBatch batch) throws SQLException, ConnectorException {
        List<RefusedRecord> refused = new ArrayList<>();
        List<FieldRecord> fit = fitting(batch, refused);
        try {
            if (conflictsExpected) {
                insertMissing(fit, refused);
            } else {
                try {
                    insert(fit);
                } catch (SQLException e) {
                    if (H2File.faultOf(e) != SqlFault.DUPLICATE) {
                        throw e;
                    }
                    connection.rollback();
                    insertMissing(fit, refused);
                }
            }
            connection.commit();
            makeDurable();
        } catch (SQLException e) {
            insert.clearBatch();
            rollBack(e);
            throw e;
        }
        return refused.isEmpty() ? new WriteOutcome.Durable() : new WriteOutcome.Refused(refused);
    }

    @Override
    public void probe() throws SQLException {
        StoreSession.probe(connection);
    }

    @Override
    public void verifyTable() throws SQLException, ConnectorException {
        table.verify(connection);
        connection.rollback();
    }

    @Override
    public @Nullable Problem warning() {
        return warning;
    }

    @Override
    public void close() {
        closeQuietly(connection);
    }

    private void makeDurable() throws SQLException {
        if (file.checkpoint()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CHECKPOINT SYNC");
            }
        }
    }

    private List<FieldRecord> fitting(RecordBatch batch, List<RefusedRecord> refused) {
        List<FieldRecord> fit = new ArrayList<>(batch.size());
        for (FieldRecord record : batch.records()) {
            String text = StoredText.faultOf(record);
            if (!text.isEmpty()) {
                refused.add(
                        new RefusedRecord(
                                record.seq(),
                                JdbcProblems.unstorableText(file.connectorId(), text)));
            } else if (tooLong(record)) {
                refused.add(new RefusedRecord(record.seq(), tooLongProblem()));
            } else {
                fit.add(record);
            }
        }
        return fit;
    }

    /// Inserts what is not there yet; refuses what is there with another payload (law JDBC-2).
    private void insertMissing(List<FieldRecord> records, List<RefusedRecord> refused)
            throws SQLException {
        if (records.isEmpty()) {
            return;
        }
        Map<Long, Integer> present = present(records);
        List<FieldRecord> missing = new ArrayList<>(records.size());
        for (FieldRecord record : records) {
            Integer stored = present.get(record.seq());
            if (stored == null) {
                missing.add(record);
                present.put(record.seq(), crcOf(record));
            } else if (stored != crcOf(record)) {
                refused.add(
                        new RefusedRecord(
                                record.seq(),
                                JdbcProblems.collision(
                                        file.connectorId(), record.id().toString())));
            }
        }
        conflictsExpected = missing.size() < records.size();
        insert(missing);
    }

    private Map<Long, Integer> present(List<FieldRecord> records) throws SQLException {
        long first = records.getFirst().seq();
        long last = first;
        for (FieldRecord record : records) {
            first = Math.min(first, record.seq());
            last = Math.max(last, record.seq());
        }
        Map<Long, Integer> present = new HashMap<>();
        existing.setObject(1, records.getFirst().epoch());
        existing.setLong(2, first);
        existing.setLong(3, last);
        try (ResultSet rows = existing.executeQuery()) {
            while (rows.next()) {
                present.put(rows.getLong(1), rows.getInt(2));
            }
        }
        return present;
    }

    private void insert(List<FieldRecord> records) throws SQLException {
        int pending = 0;
        for (FieldRecord record : records) {
            bind(record);
            insert.addBatch();
            if (++pending == ROWS_PER_EXECUTE) {
                insert.executeBatch();
                pending = 0;
            }
        }
        if (pending > 0) {
            insert.executeBatch();
        }
    }

    private void bind(FieldRecord record) throws SQLException {
        insert.setObject(1, record.epoch());
        insert.setLong(2, record.seq());
        insert.setString(3, record.connection());
        insert.setString(4, record.device());
        insert.setString(5, record.address());
        insert.setBytes(6, record.payload());
        insert.setString(7, record.encoding().name());
        insert.setString(8, record.quality().name());
        if (record.sourceTimeEpochNanos() == 0) {
            insert.setNull(9, Types.TIMESTAMP_WITH_TIMEZONE);
        } else {
            insert.setObject(9, time(record.sourceTimeEpochNanos()));
        }
        insert.setObject(10, time(record.acceptTimeEpochNanos()));
        insert.setInt(11, record.qos());
        insert.setBoolean(12, record.retained());
        insert.setBoolean(13, record.duplicateFlagged());
        insert.setInt(14, crcOf(record));
        if (record.properties().isEmpty()) {
            insert.setNull(15, Types.VARCHAR);
        } else {
            insert.setBytes(
                    15, StoredText.json(record.properties()).getBytes(StandardCharsets.UTF_8));
        }
    }

    private int crcOf(FieldRecord record) {
        crc.reset();
        crc.update(record.payload());
        return (int) crc.getValue();
    }

    private void rollBack(SQLException why) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }

    private static OffsetDateTime time(long epochNanos) {
        return Instant.ofEpochSecond(
                        Math.floorDiv(epochNanos, 1_000_000_000L),
                        Math.floorMod(epochNanos, 1_000_000_000L))
                .atOffset(ZoneOffset.UTC);
    }

    private static boolean tooLong(FieldRecord record) {
        if (record.payload().length > H2Table.VALUE_MAX
                || record.address().length() > H2Table.VALUE_MAX
                || record.device().length() > H2Table.VALUE_MAX) {
            return true;
        }
        int propertyChars = 0;
        for (Property property : record.properties()) {
            // Six characters for each is what the longest escape takes.
            propertyChars += 24 + 6 * (property.name().length() + property.value().length());
        }
        return propertyChars > H2Table.VALUE_MAX;
    }

    private Problem tooLongProblem() {
        return Problem.error(
                "JDBC-0304",
                "destination " + file.connectorId(),
                "A value of the record is longer than the " + H2Table.VALUE_MAX + " that H2 holds.",
                "Export the record from quarantine, or send it to a PostgreSQL destination.");
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException _) {
            // The connection is gone either way, and nothing of it is needed any more.
        }
    }
}
