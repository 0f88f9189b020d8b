package org.fieldproof.connector.jdbc;

import java.time.LocalDate;

/// What a day asks of a partitioned table.
sealed interface PartitionNeed {

    /// A partition takes its records, or the default one does.
    record Held() implements PartitionNeed {}

    /// A partition is to be made.
    record Missing(Partitioning unit, LocalDate start) implements PartitionNeed {}

    /// None can be made, because another one holds a part of that day.
    ///
    /// @param by that one's name and bounds
    record Barred(String by) implements PartitionNeed {}
}
