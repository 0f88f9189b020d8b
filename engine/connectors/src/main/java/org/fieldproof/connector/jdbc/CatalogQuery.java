package org.fieldproof.connector.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.spi.SchemaBrowser.Column;
import org.fieldproof.api.spi.SchemaBrowser.Table;

/// What a database says of its tables, as the browsers show it. Each database has questions of
/// its own; their answers have the same columns.
///
/// @param tables gives schema, name, kind and whether it is ours; its last parameter is how many
///     rows at most, each before it the name of our table
/// @param columns gives name, type, whether it is mandatory and whether it is part of the key;
///     its parameters are schema and table
record CatalogQuery(String tables, String columns) {
    List<Table> tables(Connection connection, int max, String... ours) throws SQLException {
        List<Table> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(tables)) {
            int parameter = 1;
            for (String name : ours) {
                query.setString(parameter++, name);
            }
            query.setInt(parameter, max);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(
                            new Table(
                                    rows.getString(1),
                                    rows.getString(2),
                                    rows.getString(3),
                                    rows.getBoolean(4)));
                }
            }
        }
        return found;
    }

    List<Column> columns(Connection connection, Table of) throws SQLException {
        List<Column> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(columns)) {
            query.setString(1, of.schema());
            query.setString(2, of.name());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(
                            new Column(
                                    rows.getString(1),
                                    rows.getString(2),
                                    rows.getBoolean(3),
                                    rows.getBoolean(4)));
                }
            }
        }
        return found;
    }
}
