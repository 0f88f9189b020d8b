package org.fieldproof.connector.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fieldproof.api.spi.ConnectorException;

/// The table in PostgreSQL: its columns, its statements, and the check of its shape.
final class PostgresTable {
    /// One column. `timestamptz` keeps microseconds, so the nanoseconds stand beside it.
    record Column(String name, String type, boolean required) {}

    static final List<Column> COLUMNS =
            List.of(
                    new Column("epoch", "uuid", true),
                    new Column("seq", "bigint", true),
                    new Column("connection", "text", true),
                    new Column("device", "text", true),
                    new Column("address", "text", true),
                    new Column("payload", "bytea", true),
                    new Column("encoding", "text", true),
                    new Column("quality", "text", true),
                    new Column("source_time", "timestamp with time zone", false),
                    new Column("source_time_nanos", "bigint", true),
                    new Column("accept_time", "timestamp with time zone", true),
                    new Column("accept_time_nanos", "bigint", true),
                    new Column("qos", "smallint", true),
                    new Column("retained", "boolean", true),
                    new Column("dup", "boolean", true),
                    new Column("crc32c", "integer", true),
                    new Column("properties", "jsonb", false));

    private static final String STAGE = "pg_temp.fieldproof_batch";
    private static final List<Column> WITH_DOCUMENT =
            Stream.concat(COLUMNS.stream(), Stream.of(new Column("document", "jsonb", false)))
                    .toList();

    private final String connectorId;
    private final String schema;
    private final String name;
    private final boolean document;
    private final String names;

    /// @param schema the schema's own name; empty for the first of the search path
    /// @param document whether payloads that are JSON stand in a `jsonb` column as well
    PostgresTable(String connectorId, String schema, TableName table, boolean document) {
        this.connectorId = connectorId;
        this.document = document;
        this.names = columns(document).stream().map(Column::name).collect(Collectors.joining(", "));
        this.schema = schema;
        this.name =
                schema.isEmpty()
                        ? table.quoted()
                        : new TableName(schema).quoted() + "." + table.quoted();
    }

    static List<Column> columns(boolean document) {
        return document ? WITH_DOCUMENT : COLUMNS;
    }

    boolean hasDocument() {
        return document;
    }

    String quotedName() {
        return name;
    }

    /// The schema's own name; empty for the first of the search path.
    String schemaName() {
        return schema;
    }

    String copy() {
        return "COPY " + name + " (" + names + ") FROM STDIN (FORMAT binary)";
    }

    String createStage() {
        return "CREATE TEMPORARY TABLE IF NOT EXISTS fieldproof_batch ("
                + definitions()
                + ") ON COMMIT DELETE ROWS";
    }

    String copyIntoStage() {
        return "COPY " + STAGE + " (" + names + ") FROM STDIN (FORMAT binary)";
    }

    String insertFromStage() {
        return "INSERT INTO "
                + name
                + " ("
                + names
                + ") SELECT "
                + names
                + " FROM "
                + STAGE
                + " ORDER BY seq ON CONFLICT (epoch, seq) DO NOTHING";
    }

    /// Staged rows by identity, with whether the table holds the same payload.
    String compareWithStage() {
        return "SELECT s.seq, s.crc32c = t.crc32c FROM "
                + STAGE
                + " s JOIN "
                + name
                + " t ON t.epoch = s.epoch AND t.seq = s.seq";
    }

    String readBack() {
        return "SELECT seq, device, address, payload FROM "
                + name
                + " WHERE epoch = ? AND seq BETWEEN ? AND ? ORDER BY seq";
    }

    /// Creates the table where there is none, then checks it.
    void prepare(Connection connection) throws SQLException, ConnectorException {
        if (!exists(connection)) {
            try (Statement create = connection.createStatement()) {
                create.execute(
                        "CREATE TABLE IF NOT EXISTS "
                                + name
                                + " ("
                                + definitions()
                                + ", PRIMARY KEY (epoch, seq))");
            }
        } else if (document) {
            addDocument(connection);
        }
        verify(connection);
    }

    /// A table that was made before the project asked for documents; only the owner may change it.
    private void addDocument(Connection connection) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(
                        "SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass(?)"
                                + " AND attname = 'document' AND NOT attisdropped")) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                if (rows.next()) {
                    return;
                }
            }
        }
        try (Statement alter = connection.createStatement()) {
            alter.execute("ALTER TABLE " + name + " ADD COLUMN document jsonb");
        }
    }

    /// Fails if a column is missing, of another type, or would refuse every row, or if the
    /// identity is not unique.
    void verify(Connection connection) throws SQLException, ConnectorException {
        Map<String, String> types = new HashMap<>();
        String sql =
                """
                SELECT attname, format_type(atttypid, NULL),
                       attnotnull AND NOT atthasdef AND attidentity = ''
                FROM pg_attribute
                WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped""";
        String unfillable = "";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    types.put(rows.getString(1), rows.getString(2));
                    if (rows.getBoolean(3) && !isOurs(rows.getString(1))) {
                        unfillable = rows.getString(1);
                    }
                }
            }
        }
        if (types.isEmpty()) {
            throw wrong("it is not there, or its schema may not be used.");
        }
        for (Column column : columns(document)) {
            String type = types.get(column.name());
            if (type == null) {
                throw wrong("column " + column.name() + " (" + column.type() + ") is missing.");
            }
            if (!type.equals(column.type())) {
                throw wrong(
                        "column "
                                + column.name()
                                + " is "
                                + type
                                + ", expected "
                                + column.type()
                                + ".");
            }
        }
        if (!unfillable.isEmpty()) {
            throw wrong("column " + unfillable + " must have a value and has no default.");
        }
        verifyIdentityIsUnique(connection);
    }

    private void verifyIdentityIsUnique(Connection connection)
            throws SQLException, ConnectorException {
        String sql =
                """
                SELECT 1 FROM pg_index i
                WHERE i.indrelid = to_regclass(?) AND i.indisunique AND i.indisvalid
                  AND i.indimmediate AND i.indpred IS NULL AND i.indnkeyatts = 2
                  AND (SELECT array_agg(a.attname::text ORDER BY a.attname)
                       FROM pg_attribute a
                       WHERE a.attrelid = i.indrelid
                         AND a.attnum = ANY (i.indkey[0:1]::int2[])) = ARRAY['epoch', 'seq']
                """;
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                if (!rows.next()) {
                    throw wrong("it has no primary key (epoch, seq), so a replay would double.");
                }
            }
        }
    }

    private boolean exists(Connection connection) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private ConnectorException wrong(String fault) {
        return new ConnectorException(JdbcProblems.wrongTable(connectorId, name, fault));
    }

    private boolean isOurs(String column) {
        return columns(document).stream().anyMatch(ours -> ours.name().equals(column));
    }

    private String definitions() {
        return columns(document).stream()
                .map(
                        column ->
                                column.name()
                                        + " "
                                        + column.type()
                                        + (column.required() ? " NOT NULL" : ""))
                .collect(Collectors.joining(", "));
    }
}
