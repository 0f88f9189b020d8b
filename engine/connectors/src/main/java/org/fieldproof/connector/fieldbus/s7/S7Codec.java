package org.fieldproof.connector.fieldbus.s7;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.fieldproof.api.tag.TagShaper.Reading;
import org.fieldproof.api.value.TypedValue;

/// Reads a PLC's bytes as values. Pure. Dates of a PLC have no time zone and are taken as UTC.
final class S7Codec {
    /// Status of a text longer than it may be.
    static final String NOT_A_TEXT = "not-a-text";

    /// Status of a digit above nine.
    static final String NOT_BCD = "not-bcd";

    /// Status of a day or time that does not exist.
    static final String NOT_A_DATE = "not-a-date";

    private static final long MILLIS_OF_DAY = 86_400_000L;
    private static final int[] TIME_BASES_MILLIS = {10, 100, 1_000, 10_000};

    private S7Codec() {}

    static Reading read(S7Point point, byte[] data, int at) {
        ByteBuffer in = ByteBuffer.wrap(data, at, data.length - at).slice();
        return switch (point.type()) {
            case BOOL -> Reading.good(new TypedValue.Bool(((in.get(0) >> point.bit()) & 1) != 0));
            case BYTE, USINT -> Reading.good(new TypedValue.UInt(8, in.get(0) & 0xff));
            case WORD, UINT -> Reading.good(new TypedValue.UInt(16, in.getShort(0) & 0xffff));
            case DWORD, UDINT -> Reading.good(new TypedValue.UInt(32, in.getInt(0) & 0xffff_ffffL));
            case LWORD, ULINT -> Reading.good(new TypedValue.UInt(64, in.getLong(0)));
            case SINT -> Reading.good(new TypedValue.Int(8, in.get(0)));
            case INT -> Reading.good(new TypedValue.Int(16, in.getShort(0)));
            case DINT, TIME -> Reading.good(new TypedValue.Int(32, in.getInt(0)));
            case LINT, LTIME -> Reading.good(new TypedValue.Int(64, in.getLong(0)));
            case REAL -> Reading.good(new TypedValue.Float32(in.getFloat(0)));
            case LREAL -> Reading.good(new TypedValue.Float64(in.getDouble(0)));
            case CHAR, WCHAR, STRING, WSTRING -> text(point, in);
            case DATE, TOD, DT, DTL -> date(point.type(), in);
            case S5TIME, TIMER -> s5time(in.getShort(0) & 0xffff);
            case COUNTER -> counter(in.getShort(0) & 0xffff);
        };
    }

    private static Reading text(S7Point point, ByteBuffer in) {
        return switch (point.type()) {
            case STRING -> {
                int most = in.get(0) & 0xff;
                int length = in.get(1) & 0xff;
                // A maximum above 254 cannot be declared: what is here is no STRING.
                yield most > 254 || length > most || length > point.characters()
                        ? Reading.bad(NOT_A_TEXT)
                        : chars(in, 2, length, false);
            }
            case WSTRING -> {
                int most = in.getShort(0) & 0xffff;
                int length = in.getShort(2) & 0xffff;
                yield most > 16_382 || length > most || length > point.characters()
                        ? Reading.bad(NOT_A_TEXT)
                        : chars(in, 4, length, true);
            }
            default -> chars(in, 0, 1, point.type() == S7Type.WCHAR);
        };
    }

    private static Reading chars(ByteBuffer in, int from, int length, boolean wide) {
        byte[] bytes = new byte[wide ? 2 * length : length];
        in.get(from, bytes);
        return Reading.good(
                new TypedValue.Text(
                        new String(
                                bytes,
                                wide ? StandardCharsets.UTF_16BE : StandardCharsets.ISO_8859_1)));
    }

    private static Reading date(S7Type type, ByteBuffer in) {
        try {
            return switch (type) {
                case DATE -> time(LocalDate.of(1990, 1, 1).plusDays(in.getShort(0) & 0xffff), 0, 0);
                case TOD -> {
                    long millis = in.getInt(0) & 0xffff_ffffL;
                    yield millis < MILLIS_OF_DAY
                            ? Reading.good(new TypedValue.UInt(32, millis))
                            : Reading.bad(NOT_A_DATE);
                }
                case DT -> dateAndTime(in);
                default -> dtl(in);
            };
        } catch (DateTimeException | ArithmeticException e) {
            return Reading.bad(NOT_A_DATE);
        }
    }

    /// Year 90 to 99 is 19xx, 00 to 89 is 20xx; the last nibble is the day of the week.
    private static Reading dateAndTime(ByteBuffer in) {
        int[] fields = new int[8];
        for (int i = 0; i < 8; i++) {
            int high = (in.get(i) >> 4) & 0xf;
            int low = in.get(i) & 0xf;
            if (high > 9 || low > 9) {
                return Reading.bad(NOT_BCD);
            }
            fields[i] = high * 10 + low;
        }
        int millis = fields[6] * 10 + fields[7] / 10;
        LocalDateTime when =
                LocalDateTime.of(
                        fields[0] + (fields[0] >= 90 ? 1900 : 2000),
                        fields[1],
                        fields[2],
                        fields[3],
                        fields[4],
                        fields[5]);
        return time(when.toLocalDate(), when.toLocalTime().toSecondOfDay(), millis * 1_000_000L);
    }

    private static Reading dtl(ByteBuffer in) {
        long nanos = in.getInt(8) & 0xffff_ffffL;
        int year = in.getShort(0) & 0xffff;
        if (nanos > 999_999_999L || year < 1970 || year > 2262) {
            return Reading.bad(NOT_A_DATE);
        }
        LocalDateTime when =
                LocalDateTime.of(year, in.get(2), in.get(3), in.get(5), in.get(6), in.get(7));
        return time(when.toLocalDate(), when.toLocalTime().toSecondOfDay(), nanos);
    }

    private static Reading time(LocalDate day, int secondOfDay, long nanos) {
        long seconds = day.atStartOfDay().toEpochSecond(ZoneOffset.UTC) + secondOfDay;
        return Reading.good(
                new TypedValue.Time(
                        Math.addExact(Math.multiplyExact(seconds, 1_000_000_000L), nanos)));
    }

    /// Two unused bits, two of time base, three digits; the value is milliseconds.
    private static Reading s5time(int bits) {
        int digits = digits(bits);
        return digits < 0
                ? Reading.bad(NOT_BCD)
                : Reading.good(
                        new TypedValue.UInt(
                                32, (long) digits * TIME_BASES_MILLIS[(bits >> 12) & 3]));
    }

    private static Reading counter(int bits) {
        int digits = digits(bits);
        return digits < 0 ? Reading.bad(NOT_BCD) : Reading.good(new TypedValue.UInt(16, digits));
    }

    /// Three digits of BCD; -1 where one is above nine.
    private static int digits(int bits) {
        int value = 0;
        for (int shift = 8; shift >= 0; shift -= 4) {
            int digit = (bits >> shift) & 0xf;
            if (digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
