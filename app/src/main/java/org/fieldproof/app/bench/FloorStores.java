package org.fieldproof.app.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// The bulk loaders of the floor.
final class FloorStores {
    private static final byte[] COPY_HEADER =
            "PGCOPY\n\u00FF\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

    private FloorStores() {}

    /// H2 with rows of seq and payload, one commit and one `CHECKPOINT SYNC` a batch.
    static FloorStore h2(Path file) throws SQLException {
        Connection connection =
                DriverManager.getConnection(
                        "jdbc:h2:async:" + file + ";WRITE_DELAY=0;TRACE_LEVEL_FILE=0", "sa", "");
        Statement statement = connection.createStatement();
        statement.execute("CREATE TABLE floor (seq bigint PRIMARY KEY, payload varbinary)");
        connection.setAutoCommit(false);
        PreparedStatement insert = connection.prepareStatement("INSERT INTO floor VALUES (?, ?)");
        return new FloorStore() {
            @Override
            public void store(long firstSeq, int count, ByteBuffer frames) throws SQLException {
                for (int i = 0; i < count; i++) {
                    byte[] payload = new byte[frames.getInt()];
                    frames.get(payload);
                    insert.setLong(1, firstSeq + i);
                    insert.setBytes(2, payload);
                    insert.addBatch();
                }
                insert.executeBatch();
                connection.commit();
                statement.execute("CHECKPOINT SYNC");
            }

            @Override
            public void close() throws SQLException {
                connection.close();
            }
        };
    }

    /// PostgreSQL with rows of seq and payload, one binary COPY and one commit a batch.
    static FloorStore postgres(PostgresPlace place, String table) throws SQLException {
        Connection connection = place.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + table + " (seq bigint PRIMARY KEY, payload bytea)");
            statement.execute("SET synchronous_commit = on");
        }
        connection.setAutoCommit(false);
        var copies = connection.unwrap(PGConnection.class).getCopyAPI();
        ByteBuffer rows = ByteBuffer.allocate(6 * FloorBatch.BYTES_MAX);
        return new FloorStore() {
            @Override
            public void store(long firstSeq, int count, ByteBuffer frames) throws SQLException {
                rows.clear();
                rows.put(COPY_HEADER);
                for (int i = 0; i < count; i++) {
                    int length = frames.getInt();
                    rows.putShort((short) 2).putInt(8).putLong(firstSeq + i).putInt(length);
                    rows.put(frames.slice(frames.position(), length));
                    frames.position(frames.position() + length);
                }
                rows.putShort((short) -1);
                CopyIn copy = copies.copyIn("COPY " + table + " FROM STDIN (FORMAT binary)");
                copy.writeToCopy(rows.array(), 0, rows.position());
                copy.endCopy();
                connection.commit();
            }

            @Override
            public void close() throws SQLException {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("DROP TABLE " + table);
                    connection.commit();
                }
                connection.close();
            }
        };
    }
}
