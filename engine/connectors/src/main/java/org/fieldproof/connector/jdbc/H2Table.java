package org.fieldproof.connector.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fieldproof.api.spi.ConnectorException;

/// The table in H2: its columns, its statements, and the check of its shape. Names are in upper
/// case where they can be, so that people can query them without quotes.
final class H2Table {
    /// Longest payload and text that H2's inline types hold.
    static final int VALUE_MAX = 1_048_576;

    private record Column(String name, String type, String plainType, boolean required) {
        Column(String name, String type, boolean required) {
            this(name, type, type, required);
        }
    }

    private static final List<Column> COLUMNS =
            List.of(
                    new Column("EPOCH", "UUID", true),
                    new Column("SEQ", "BIGINT", true),
                    new Column("CONNECTION", "VARCHAR", "CHARACTER VARYING", true),
                    new Column("DEVICE", "VARCHAR", "CHARACTER VARYING", true),
                    new Column("ADDRESS", "VARCHAR", "CHARACTER VARYING", true),
                    new Column("PAYLOAD", "VARBINARY", "BINARY VARYING", true),
                    new Column("ENCODING", "VARCHAR", "CHARACTER VARYING", true),
                    new Column("QUALITY", "VARCHAR", "CHARACTER VARYING", true),
                    new Column(
                            "SOURCE_TIME",
                            "TIMESTAMP(9) WITH TIME ZONE",
                            "TIMESTAMP WITH TIME ZONE",
                            false),
                    new Column(
                            "ACCEPT_TIME",
                            "TIMESTAMP(9) WITH TIME ZONE",
                            "TIMESTAMP WITH TIME ZONE",
                            true),
                    new Column("QOS", "SMALLINT", true),
                    new Column("RETAINED", "BOOLEAN", true),
                    new Column("DUP", "BOOLEAN", true),
                    new Column("CRC32C", "INTEGER", true),
                    new Column("PROPERTIES", "JSON", false));

    private final String connectorId;
    private final TableName table;

    H2Table(String connectorId, TableName table) {
        this.connectorId = connectorId;
        this.table = table.upperIfPlain();
    }

    String quotedName() {
        return table.quoted();
    }

    /// The name as the information schema has it.
    String identifier() {
        return table.identifier();
    }

    String insert() {
        String values =
                COLUMNS.stream()
                        .map(column -> column.type().equals("JSON") ? "? FORMAT JSON" : "?")
                        .collect(Collectors.joining(", "));
        return "INSERT INTO " + table.quoted() + " (" + names() + ") VALUES (" + values + ")";
    }

    String existing() {
        return "SELECT SEQ, CRC32C FROM "
                + table.quoted()
                + " WHERE EPOCH = ? AND SEQ BETWEEN ? AND ?";
    }

    String readBack() {
        return "SELECT SEQ, DEVICE, ADDRESS, PAYLOAD FROM "
                + table.quoted()
                + " WHERE EPOCH = ? AND SEQ > ? AND SEQ <= ? ORDER BY SEQ LIMIT ?";
    }

    /// What makes the table.
    String create() {
        return "CREATE TABLE IF NOT EXISTS "
                + table.quoted()
                + " ("
                + COLUMNS.stream()
                        .map(
                                column ->
                                        column.name()
                                                + " "
                                                + column.type()
                                                + (column.required() ? " NOT NULL" : ""))
                        .collect(Collectors.joining(", "))
                + ", PRIMARY KEY (EPOCH, SEQ))";
    }

    /// Creates the table where there is none, then checks it.
    void prepare(Connection connection) throws SQLException, ConnectorException {
        try (Statement create = connection.createStatement()) {
            create.execute(create());
        }
        verify(connection);
    }

    boolean exists(Connection connection) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(
                        "SELECT 1 FROM INFORMATION_SCHEMA.TABLES"
                                + " WHERE TABLE_SCHEMA = CURRENT_SCHEMA AND TABLE_NAME = ?")) {
            query.setString(1, table.identifier());
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    /// Fails with the first of [#faults].
    void verify(Connection connection) throws SQLException, ConnectorException {
        List<String> faults = faults(connection);
        if (!faults.isEmpty()) {
            throw new ConnectorException(
                    JdbcProblems.wrongTable(connectorId, table.quoted(), faults.getFirst()));
        }
    }

    /// Why it takes no records: a column is missing, of another type, or would refuse every row,
    /// or the identity is not the primary key.
    List<String> faults(Connection connection) throws SQLException {
        Map<String, String> types = new HashMap<>();
        List<String> faults = new ArrayList<>();
        List<String> unfillable = new ArrayList<>();
        String sql =
                """
                SELECT COLUMN_NAME, DATA_TYPE,
                       IS_NULLABLE = 'NO' AND COLUMN_DEFAULT IS NULL AND IS_IDENTITY = 'NO'
                FROM INFORMATION_SCHEMA.COLUMNS
                WHERE TABLE_SCHEMA = CURRENT_SCHEMA AND TABLE_NAME = ?""";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, table.identifier());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    String name = rows.getString(1);
                    types.put(name, rows.getString(2));
                    if (rows.getBoolean(3)
                            && COLUMNS.stream().noneMatch(ours -> ours.name().equals(name))) {
                        unfillable.add(name);
                    }
                }
            }
        }
        for (Column column : COLUMNS) {
            String type = types.get(column.name());
            if (type == null) {
                faults.add("column " + column.name() + " (" + column.type() + ") is missing.");
            } else if (!type.equals(column.plainType())) {
                faults.add(
                        "column "
                                + column.name()
                                + " is "
                                + type
                                + ", expected "
                                + column.type()
                                + ".");
            }
        }
        unfillable.forEach(
                each -> faults.add("column " + each + " must have a value and has no default."));
        if (!identityIsKey(connection)) {
            faults.add("its primary key is not (EPOCH, SEQ), so a replay would double.");
        }
        return faults;
    }

    private boolean identityIsKey(Connection connection) throws SQLException {
        Stream.Builder<String> key = Stream.builder();
        String sql =
                """
                SELECT K.COLUMN_NAME
                FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS C
                JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE K
                  ON K.CONSTRAINT_SCHEMA = C.CONSTRAINT_SCHEMA
                 AND K.CONSTRAINT_NAME = C.CONSTRAINT_NAME
                WHERE C.TABLE_SCHEMA = CURRENT_SCHEMA AND C.TABLE_NAME = ?
                  AND C.CONSTRAINT_TYPE = 'PRIMARY KEY'
                ORDER BY K.COLUMN_NAME""";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, table.identifier());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    key.add(rows.getString(1));
                }
            }
        }
        return key.build().toList().equals(List.of("EPOCH", "SEQ"));
    }

    private static String names() {
        return COLUMNS.stream().map(Column::name).collect(Collectors.joining(", "));
    }
}
