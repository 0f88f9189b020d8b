/// Destinations that are tables: H2 in a file of this gateway, and PostgreSQL.
///
/// Laws, quoted by tests:
/// - JDBC-1: [org.fieldproof.api.spi.WriteOutcome.Durable] is answered only after the database
///   has synced the rows: PostgreSQL with `synchronous_commit` on, H2 with `WRITE_DELAY=0` and
///   `CHECKPOINT SYNC`.
/// - JDBC-2: the primary key is the record's identity `(epoch, seq)`; a replay never makes a
///   second row, and another payload under the same identity is refused by name. A partitioned
///   table has `accept_time` in its key as well, which is given with the identity and never again,
///   so that the same identity always meets the same partition.
/// - JDBC-3: payload bytes are stored verbatim, beside their CRC-32C.
/// - JDBC-4: a fault of the table or of its rights pauses the lane; only a record's own fault
///   refuses a record.
/// - JDBC-5: identifiers come from the project only, checked and quoted; values travel as
///   parameters or as COPY data.
@NullMarked
package org.fieldproof.connector.jdbc;

import org.jspecify.annotations.NullMarked;
