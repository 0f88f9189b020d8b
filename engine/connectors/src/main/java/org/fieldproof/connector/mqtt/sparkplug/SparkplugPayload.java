package org.fieldproof.connector.mqtt.sparkplug;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One payload as it was sent. Immutable.
///
/// @param timestampMillis since 1970; -1 where it has none
/// @param seq 0 to 255; -1 where it has none
/// @param uuid empty for none; names an encoding of the body, such as `SPBV1.0_COMPRESSED`
public record SparkplugPayload(long timestampMillis, int seq, String uuid, List<Metric> metrics) {
    public SparkplugPayload {
        metrics = List.copyOf(metrics);
    }

    /// One metric.
    ///
    /// @param name empty where only its alias is sent
    /// @param alias -1 for none
    /// @param timestampMillis since 1970; -1 where it has none
    /// @param datatype as in the specification, chapter 6.4.16; 0 where it is not sent
    /// @param quality of its property `Quality`; -1 where it has none
    /// @param unit of its property `engUnit`; empty where it has none
    public record Metric(
            String name,
            long alias,
            long timestampMillis,
            int datatype,
            boolean historical,
            boolean absent,
            int quality,
            String unit,
            RawValue value) {}

    /// A table.
    ///
    /// @param types of the columns, as in [Metric#datatype()]
    public record DataSet(List<String> columns, List<Integer> types, List<List<RawValue>> rows) {
        public DataSet {
            columns = List.copyOf(columns);
            types = List.copyOf(types);
            rows = List.copyOf(rows);
        }
    }

    /// A structure.
    public record Template(
            String version,
            String reference,
            boolean definition,
            List<Metric> metrics,
            List<Parameter> parameters) {
        public Template {
            metrics = List.copyOf(metrics);
            parameters = List.copyOf(parameters);
        }
    }

    /// A parameter of a structure.
    public record Parameter(String name, int datatype, RawValue value) {}

    /// A value as it stands in the bytes; what it means is said by its data type.
    public sealed interface RawValue {
        /// Of `int_value` or `long_value`, unsigned.
        record Whole(long bits) implements RawValue {}

        record Real32(float value) implements RawValue {}

        record Real64(double value) implements RawValue {}

        record Flag(boolean value) implements RawValue {}

        record Words(String value) implements RawValue {}

        @SuppressWarnings("ArrayRecordComponent") // never written to
        record Octets(byte[] value) implements RawValue {}

        record Table(DataSet value) implements RawValue {}

        record Structure(Template value) implements RawValue {}

        /// There is none.
        record Nothing() implements RawValue {}
    }

    /// The unsigned value of a metric of that name, such as `bdSeq`; null where there is none.
    public @Nullable Long whole(String name) {
        for (Metric metric : metrics) {
            if (metric.name().equals(name) && metric.value() instanceof RawValue.Whole(long bits)) {
                return bits;
            }
        }
        return null;
    }
}
