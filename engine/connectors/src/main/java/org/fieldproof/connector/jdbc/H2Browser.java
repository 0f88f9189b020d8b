package org.fieldproof.connector.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.SchemaBrowser;
import org.jspecify.annotations.Nullable;

/// What an H2 file holds, out of its information schema. A file that is not there is not made.
final class H2Browser implements SchemaBrowser {
    private static final CatalogQuery CATALOG =
            new CatalogQuery(
                    """
            SELECT TABLE_SCHEMA, TABLE_NAME,
                   CASE TABLE_TYPE WHEN 'BASE TABLE' THEN 'table' ELSE LOWER(TABLE_TYPE) END,
                   TABLE_SCHEMA = CURRENT_SCHEMA AND TABLE_NAME = ? AS OURS
            FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA <> 'INFORMATION_SCHEMA'
            ORDER BY OURS DESC, TABLE_SCHEMA, TABLE_NAME LIMIT ?""",
                    """
            SELECT C.COLUMN_NAME, C.DATA_TYPE, C.IS_NULLABLE = 'NO',
                   EXISTS (SELECT 1 FROM INFORMATION_SCHEMA.KEY_COLUMN_USAGE K
                     JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS T
                       ON T.CONSTRAINT_SCHEMA = K.CONSTRAINT_SCHEMA
                      AND T.CONSTRAINT_NAME = K.CONSTRAINT_NAME
                     WHERE T.CONSTRAINT_TYPE = 'PRIMARY KEY' AND K.TABLE_SCHEMA = C.TABLE_SCHEMA
                       AND K.TABLE_NAME = C.TABLE_NAME AND K.COLUMN_NAME = C.COLUMN_NAME)
            FROM INFORMATION_SCHEMA.COLUMNS C WHERE C.TABLE_SCHEMA = ? AND C.TABLE_NAME = ?
            ORDER BY C.ORDINAL_POSITION""");

    private final String connectorId;
    private final @Nullable Connection connection;
    private final H2Table table;

    /// @param connection this browser's own from now on; null where there is no file yet
    H2Browser(String connectorId, @Nullable Connection connection, H2Table table) {
        this.connectorId = connectorId;
        this.connection = connection;
        this.table = table;
    }

    @Override
    public List<Table> tables(int max) throws ConnectorException {
        if (connection == null) {
            return List.of();
        }
        try {
            return CATALOG.tables(connection, max, table.identifier());
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public List<Column> columns(Table of) throws ConnectorException {
        if (connection == null) {
            return List.of();
        }
        try {
            return CATALOG.columns(connection, of);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public Fit fit() throws ConnectorException {
        if (connection == null) {
            return new Fit(false, List.of(), List.of(table.create()));
        }
        try {
            return table.exists(connection)
                    ? new Fit(true, table.faults(connection), List.of())
                    : new Fit(false, List.of(), List.of(table.create()));
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private ConnectorException failed(SQLException e) {
        return new ConnectorException(H2File.faultOf(e).problem(connectorId, e), e);
    }

    @Override
    public void close() {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException _) {
            // It only read; nothing of it is needed any more.
        }
    }
}
