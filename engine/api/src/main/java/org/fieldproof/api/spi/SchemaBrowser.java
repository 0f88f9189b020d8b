package org.fieldproof.api.spi;

import java.util.List;

/// Looks around in a store that has tables, for tools that set up a destination, as a
/// [TagBrowser] does in a device. A connection of its own, which only reads. Its calls block, each
/// for a bounded time; one thread at a time.
public interface SchemaBrowser extends AutoCloseable {

    /// The tables and views that the configured login can see, the destination's own first, then
    /// by schema and name.
    ///
    /// @param max most entries to return, 1 to 10,000
    /// @throws ConnectorException naming what refused and what to do
    List<Table> tables(int max) throws ConnectorException;

    /// The columns of a table in its own order; empty where there is no such table.
    List<Column> columns(Table table) throws ConnectorException;

    /// Whether the table that the configuration names takes our records, and what opening it
    /// would make.
    Fit fit() throws ConnectorException;

    @Override
    void close();

    /// One table.
    ///
    /// @param kind the store's word for it, such as `table`, `partitioned table` or `view`
    /// @param ours true for the table that the configuration names, and for its partitions
    record Table(String schema, String name, String kind, boolean ours) {}

    /// One column.
    ///
    /// @param type as the store writes it
    /// @param required true where it refuses a missing value
    /// @param inKey true where it belongs to the primary key
    record Column(String name, String type, boolean required, boolean inKey) {}

    /// How our records and a table go together.
    ///
    /// @param exists whether the table is there
    /// @param faults each reason why it takes no records; empty where it does, or is made
    /// @param statements what opening the destination executes for good, in order; empty where
    ///     nothing is. Not what is of the connection alone, and not what a late record asks for,
    ///     such as a partition of its day
    record Fit(boolean exists, List<String> faults, List<String> statements) {
        public Fit {
            faults = List.copyOf(faults);
            statements = List.copyOf(statements);
        }
    }
}
