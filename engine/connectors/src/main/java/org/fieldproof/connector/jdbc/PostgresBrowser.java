package org.fieldproof.connector.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.SchemaBrowser;
import org.fieldproof.api.time.GatewayClock;

/// What a PostgreSQL database holds, out of its catalogue.
final class PostgresBrowser implements SchemaBrowser {
    private static final CatalogQuery CATALOG =
            new CatalogQuery(
                    """
            SELECT nspname, relname, kind, own OR part FROM (
              SELECT n.nspname, c.relname,
                     CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table'
                       WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view'
                       ELSE 'foreign table' END AS kind,
                     COALESCE(c.oid = to_regclass(?), false) AS own,
                     EXISTS (SELECT 1 FROM pg_inherits i WHERE i.inhrelid = c.oid
                       AND i.inhparent = to_regclass(?)) AS part
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname !~ '^pg_'
                AND n.nspname <> 'information_schema' AND has_schema_privilege(n.oid, 'USAGE')
            ) AS found
            ORDER BY NOT own, NOT part, nspname, relname LIMIT ?""",
                    """
            SELECT a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                   EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary
                     AND a.attnum = ANY (i.indkey::int2[]))
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attnum""");

    private final String connectorId;
    private final Connection connection;
    private final PostgresTable table;
    private final GatewayClock clock;

    /// @param connection this browser's own from now on
    PostgresBrowser(
            String connectorId, Connection connection, PostgresTable table, GatewayClock clock) {
        this.connectorId = connectorId;
        this.connection = connection;
        this.table = table;
        this.clock = clock;
    }

    @Override
    public List<Table> tables(int max) throws ConnectorException {
        try {
            return CATALOG.tables(connection, max, table.quotedName(), table.quotedName());
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public List<Column> columns(Table of) throws ConnectorException {
        try {
            return CATALOG.columns(connection, of);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public Fit fit() throws ConnectorException {
        try {
            List<String> statements = new ArrayList<>();
            List<String> faults = new ArrayList<>();
            boolean exists = table.exists(connection);
            if (!exists) {
                statements.add(table.create());
            } else {
                faults.addAll(table.faults(connection));
                if (table.hasDocument() && table.lacksDocument(connection)) {
                    statements.add(table.addDocument());
                    faults.removeIf(fault -> fault.startsWith("column document "));
                }
            }
            if (table.partitioning() != Partitioning.NONE && faults.isEmpty()) {
                PartitionMap map = PartitionMap.read(connection, table);
                LocalDate today = LocalDate.ofEpochDay(Partitioning.dayOf(clock.epochNanos()));
                for (LocalDate day : table.partitioning().ahead(today)) {
                    if (map.needOf(day) instanceof PartitionNeed.Missing missing
                            && !PostgresTable.exists(connection, table.partition(missing))) {
                        statements.addAll(table.createPartition(missing));
                        map.made(missing);
                    }
                }
            }
            return new Fit(exists, faults, statements);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private ConnectorException failed(SQLException e) {
        return new ConnectorException(SqlFault.ofState(e).problem(connectorId, e), e);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException _) {
            // It only read; nothing of it is needed any more.
        }
    }
}
