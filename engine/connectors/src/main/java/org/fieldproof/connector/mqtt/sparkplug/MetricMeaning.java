package org.fieldproof.connector.mqtt.sparkplug;

import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.mqtt.sparkplug.SparkplugPayload.RawValue;

/// What a metric's bytes mean under its data type (Sparkplug 3.0, chapter 6.4.16 and table 15).
/// Pure.
public sealed interface MetricMeaning {

    /// This value.
    record Value(TypedValue value) implements MetricMeaning {}

    /// None that could be told (SPB-1).
    ///
    /// @param status a word, such as `wrong-type`
    record NotDecoded(String status) implements MetricMeaning {}

    /// Reads a value.
    static MetricMeaning of(RawValue raw, int datatype) {
        if (raw instanceof RawValue.Nothing) {
            return new NotDecoded("no-value");
        }
        return switch (datatype) {
            case 1 -> signed(raw, 8);
            case 2 -> signed(raw, 16);
            case 3 -> signed(raw, 32);
            case 4 -> signed(raw, 64);
            case 5 -> unsigned(raw, 8);
            case 6 -> unsigned(raw, 16);
            case 7 -> unsigned(raw, 32);
            case 8 -> unsigned(raw, 64);
            case 9 ->
                    raw instanceof RawValue.Real32(float value)
                            ? new Value(new TypedValue.Float32(value))
                            : wrongType();
            case 10 ->
                    raw instanceof RawValue.Real64(double value)
                            ? new Value(new TypedValue.Float64(value))
                            : wrongType();
            case 11 ->
                    raw instanceof RawValue.Flag(boolean value)
                            ? new Value(new TypedValue.Bool(value))
                            : wrongType();
            case 12, 14, 15 ->
                    raw instanceof RawValue.Words(String value)
                            ? new Value(new TypedValue.Text(value))
                            : wrongType();
            case 13 -> raw instanceof RawValue.Whole(long millis) ? time(millis) : wrongType();
            case 16 ->
                    raw instanceof RawValue.Table(SparkplugPayload.DataSet table)
                            ? new Value(new TypedValue.Text(SparkplugJson.of(table)))
                            : wrongType();
            case 17, 18 ->
                    raw instanceof RawValue.Octets(byte[] bytes)
                            ? new Value(TypedValue.Bytes.of(bytes))
                            : wrongType();
            case 19 ->
                    raw instanceof RawValue.Structure(SparkplugPayload.Template structure)
                            ? new Value(new TypedValue.Text(SparkplugJson.of(structure)))
                            : wrongType();
            case 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34 ->
                    raw instanceof RawValue.Octets(byte[] bytes)
                            ? MetricArrays.of(bytes, datatype)
                            : wrongType();
            default -> new NotDecoded("not-decoded-type-" + Integer.toUnsignedString(datatype));
        };
    }

    private static MetricMeaning wrongType() {
        return new NotDecoded("wrong-type");
    }

    /// Senders write -1 as 32 bits, as 64 bits, or as the bits of the type.
    private static MetricMeaning signed(RawValue raw, int bits) {
        if (!(raw instanceof RawValue.Whole(long value))) {
            return wrongType();
        }
        if (bits == 64) {
            return new Value(new TypedValue.Int(64, value));
        }
        long wide = value >>> 32 == 0 ? (int) value : value;
        long narrow = value >>> bits == 0 ? value << (64 - bits) >> (64 - bits) : wide;
        boolean fits = narrow >= -(1L << (bits - 1)) && narrow < 1L << (bits - 1);
        return fits ? new Value(new TypedValue.Int(bits, narrow)) : new NotDecoded("out-of-range");
    }

    private static MetricMeaning unsigned(RawValue raw, int bits) {
        if (!(raw instanceof RawValue.Whole(long value))) {
            return wrongType();
        }
        return bits == 64 || value >>> bits == 0
                ? new Value(new TypedValue.UInt(bits, value))
                : new NotDecoded("out-of-range");
    }

    /// Milliseconds since 1970, before it too.
    private static MetricMeaning time(long millis) {
        return Math.abs(millis) > Long.MAX_VALUE / 1_000_000
                ? new NotDecoded("out-of-range")
                : new Value(new TypedValue.Time(millis * 1_000_000));
    }
}
