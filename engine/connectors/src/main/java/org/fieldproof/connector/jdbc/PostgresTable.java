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
    private final TableName table;
    private final String name;
    private final boolean document;
    private final Partitioning partitioning;
    private final List<String> key;
    private final String names;

    /// @param schema the schema's own name; empty for the first of the search path
    /// @param document whether payloads that are JSON stand in a `jsonb` column as well
    PostgresTable(
            String connectorId,
            String schema,
            TableName table,
            boolean document,
            Partitioning partitioning) {
        this.connectorId = connectorId;
        this.document = document;
        this.partitioning = partitioning;
        this.names = columns(document).stream().map(Column::name).collect(Collectors.joining(", "));
        this.schema = schema;
        this.table = table;
        this.name = qualified(table);
        // A unique key of a partitioned table must hold what it is cut by.
        this.key =
                partitioning == Partitioning.NONE
                        ? List.of("epoch", "seq")
                        : List.of("epoch", "seq", "accept_time");
    }

    private String qualified(TableName any) {
        return schema.isEmpty()
                ? any.quoted()
                : new TableName(schema).quoted() + "." + any.quoted();
    }

    Partitioning partitioning() {
        return partitioning;
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
                + " ORDER BY seq ON CONFLICT ("
                + keyNames()
                + ") DO NOTHING";
    }

    /// Staged rows by identity, with whether the table holds the same payload.
    String compareWithStage() {
        return "SELECT s.seq, s.crc32c = t.crc32c FROM "
                + STAGE
                + " s JOIN "
                + name
                + " t ON "
                + key.stream()
                        .map(each -> "t." + each + " = s." + each)
                        .collect(Collectors.joining(" AND "));
    }

    String readBack() {
        return "SELECT seq, device, address, payload FROM "
                + name
                + " WHERE epoch = ? AND seq BETWEEN ? AND ? ORDER BY seq";
    }

    /// What makes the table.
    String create() {
        return "CREATE TABLE IF NOT EXISTS "
                + name
                + " ("
                + definitions()
                + ", PRIMARY KEY ("
                + keyNames()
                + "))"
                + (partitioning == Partitioning.NONE ? "" : " PARTITION BY RANGE (accept_time)");
    }

    /// The quoted name of a partition.
    String partition(PartitionNeed.Missing missing) {
        return qualified(TableName.of(table.identifier() + missing.unit().suffix(missing.start())));
    }

    /// What makes a partition. Attached afterwards, because `CREATE ... PARTITION OF` would lock
    /// out everybody who uses the table. To attach it waits for who alters, vacuums or indexes the
    /// table, and keeps those waiting; readers and writers go on. A default partition would be
    /// locked against everybody, so [PartitionMap] asks for none beside it.
    List<String> createPartition(PartitionNeed.Missing missing) {
        String partition = partition(missing);
        return List.of(
                "CREATE TABLE "
                        + partition
                        + " (LIKE "
                        + name
                        + " INCLUDING ALL EXCLUDING IDENTITY)",
                "ALTER TABLE "
                        + name
                        + " ATTACH PARTITION "
                        + partition
                        + " FOR VALUES FROM ('"
                        + missing.start()
                        + " 00:00:00+00') TO ('"
                        + missing.unit().after(missing.start())
                        + " 00:00:00+00')");
    }

    /// Creates the table where there is none, then checks it.
    void prepare(Connection connection) throws SQLException, ConnectorException {
        if (!exists(connection)) {
            try (Statement create = connection.createStatement()) {
                create.execute(create());
            }
        } else if (document && lacksDocument(connection)) {
            try (Statement alter = connection.createStatement()) {
                alter.execute(addDocument());
            }
        }
        verify(connection);
    }

    /// What makes a table of before the project asked for documents ready; only the owner may.
    String addDocument() {
        return "ALTER TABLE " + name + " ADD COLUMN document jsonb";
    }

    boolean lacksDocument(Connection connection) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(
                        "SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass(?)"
                                + " AND attname = 'document' AND NOT attisdropped")) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                return !rows.next();
            }
        }
    }

    /// Fails with the first of [#faults].
    void verify(Connection connection) throws SQLException, ConnectorException {
        List<String> faults = faults(connection);
        if (!faults.isEmpty()) {
            throw new ConnectorException(
                    JdbcProblems.wrongTable(connectorId, name, faults.getFirst()));
        }
    }

    /// Why it takes no records: a column is missing, of another type, or would refuse every row,
    /// it is cut in another way than the project says, or the identity is not unique.
    List<String> faults(Connection connection) throws SQLException {
        Map<String, String> types = new HashMap<>();
        String sql =
                """
                SELECT attname, format_type(atttypid, NULL),
                       attnotnull AND NOT atthasdef AND attidentity = ''
                FROM pg_attribute
                WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped""";
        List<String> faults = new ArrayList<>();
        List<String> unfillable = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    types.put(rows.getString(1), rows.getString(2));
                    if (rows.getBoolean(3) && !isOurs(rows.getString(1))) {
                        unfillable.add(rows.getString(1));
                    }
                }
            }
        }
        if (types.isEmpty()) {
            return List.of("it is not there, or its schema may not be used.");
        }
        for (Column column : columns(document)) {
            String type = types.get(column.name());
            if (type == null) {
                faults.add("column " + column.name() + " (" + column.type() + ") is missing.");
            } else if (!type.equals(column.type())) {
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
        faults.addAll(faultsOfKey(connection));
        return faults;
    }

    private List<String> faultsOfKey(Connection connection) throws SQLException {
        String cut = cutBy(connection);
        String range = "RANGE (accept_time)";
        if (partitioning != Partitioning.NONE && !cut.equals(range)) {
            return List.of(
                    (cut.isEmpty() ? "it is not partitioned" : "it is partitioned by " + cut)
                            + "; `partition: "
                            + partitioning.text()
                            + "` needs one by "
                            + range
                            + ".");
        }
        String sql =
                """
                SELECT 1 FROM pg_index i
                WHERE i.indrelid = to_regclass(?) AND i.indisunique AND i.indisvalid
                  AND i.indimmediate AND i.indpred IS NULL AND i.indnkeyatts = ?
                  AND (SELECT array_agg(a.attname::text ORDER BY a.attname)
                       FROM pg_attribute a
                       WHERE a.attrelid = i.indrelid
                         AND a.attnum = ANY (i.indkey[0:i.indnkeyatts - 1]::int2[])) = ?
                """;
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, name);
            query.setInt(2, key.size());
            query.setArray(3, connection.createArrayOf("text", key.stream().sorted().toArray()));
            try (ResultSet rows = query.executeQuery()) {
                if (rows.next()) {
                    return List.of();
                }
            }
        }
        return List.of(
                cut.equals(range) && partitioning == Partitioning.NONE
                        ? "it is partitioned by " + range + ", and `partition` says none."
                        : "it has no primary key (" + keyNames() + "), so a replay would double.");
    }

    /// How the table is partitioned, as SQL writes it; empty where it is not.
    private String cutBy(Connection connection) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT pg_get_partkeydef(to_regclass(?))")) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                String cut = rows.next() ? rows.getString(1) : null;
                return cut == null ? "" : cut;
            }
        }
    }

    boolean exists(Connection connection) throws SQLException {
        return exists(connection, name);
    }

    static boolean exists(Connection connection, String quotedName) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            query.setString(1, quotedName);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private String keyNames() {
        return String.join(", ", key);
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
