package org.fieldproof.connector.fieldbus.s7;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.fieldproof.api.tag.TagShaper.Reading;
import org.fieldproof.api.value.TypedValue;

/// A PLC's bytes as values, and values as its bytes. Pure. Dates of a PLC have no time zone and
/// are taken as UTC.
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

    /// The other way round: the bytes that hold a value, as near as they can.
    static byte[] wire(S7Point point, TypedValue value) {
        double number = value.number().orElse(0);
        ByteBuffer out = ByteBuffer.allocate(point.type().bytes(point.characters()));
        switch (point.type()) {
            case BOOL -> out.put((byte) (number >= 0.5 ? 1 << point.bit() : 0));
            case REAL -> out.putFloat((float) number);
            case LREAL -> out.putDouble(number);
            case CHAR, WCHAR, STRING, WSTRING -> text(point, value, number, out);
            case DATE, DT, DTL -> date(point.type(), value, out);
            case S5TIME, TIMER -> out.putShort((short) timeBits(Math.round(number)));
            case COUNTER -> out.putShort((short) bcd(Math.round(number), 3));
            default -> whole(value, number, out);
        }
        return out.array();
    }

    private static void whole(TypedValue value, double number, ByteBuffer out) {
        long bits =
                switch (value) {
                    case TypedValue.Int(int _, long exact) -> exact;
                    case TypedValue.UInt(int _, long exact) -> exact;
                    default -> Math.round(number);
                };
        for (int i = out.capacity() - 1; i >= 0; i--) {
            out.put((byte) (bits >> (8 * i)));
        }
    }

    private static void text(S7Point point, TypedValue value, double number, ByteBuffer out) {
        boolean wide = point.type() == S7Type.WCHAR || point.type() == S7Type.WSTRING;
        String text =
                value instanceof TypedValue.Text(String words)
                        ? words
                        : String.valueOf(Math.round(number));
        int most = point.type().isText() ? point.characters() : 1;
        String cut = text.substring(0, Math.min(text.length(), most));
        if (point.type() == S7Type.STRING) {
            out.put((byte) most).put((byte) cut.length());
        } else if (point.type() == S7Type.WSTRING) {
            out.putShort((short) most).putShort((short) cut.length());
        }
        out.put(cut.getBytes(wide ? StandardCharsets.UTF_16BE : StandardCharsets.ISO_8859_1));
    }

    /// What is no time stays 2020-01-01.
    private static void date(S7Type type, TypedValue value, ByteBuffer out) {
        Instant instant =
                value instanceof TypedValue.Time(long epochNanos)
                        ? Instant.ofEpochSecond(
                                Math.floorDiv(epochNanos, 1_000_000_000L),
                                Math.floorMod(epochNanos, 1_000_000_000L))
                        : Instant.parse("2020-01-01T00:00:00Z");
        LocalDateTime when = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        if (type == S7Type.DATE) {
            long first = LocalDate.of(1990, 1, 1).toEpochDay();
            out.putShort((short) (when.toLocalDate().toEpochDay() - first));
        } else if (type == S7Type.DTL) {
            out.putShort((short) when.getYear()).put((byte) when.getMonthValue());
            out.put((byte) when.getDayOfMonth())
                    .put((byte) (when.getDayOfWeek().getValue() % 7 + 1));
            out.put((byte) when.getHour()).put((byte) when.getMinute());
            out.put((byte) when.getSecond()).putInt(when.getNano());
        } else {
            int millis = when.getNano() / 1_000_000;
            int[] fields = {
                when.getYear() % 100,
                when.getMonthValue(),
                when.getDayOfMonth(),
                when.getHour(),
                when.getMinute(),
                when.getSecond(),
                millis / 10,
                millis % 10 * 10 + when.getDayOfWeek().getValue() % 7 + 1
            };
            for (int field : fields) {
                out.put((byte) bcd(field, 2));
            }
        }
    }

    private static long timeBits(long millis) {
        long digits = millis / 10;
        int base = 0;
        while (digits > 999 && base < 3) {
            digits /= 10;
            base++;
        }
        return (long) base << 12 | bcd(digits, 3);
    }

    private static long bcd(long number, int digits) {
        long bits = 0;
        long left = Math.abs(number);
        for (int i = 0; i < digits; i++) {
            bits |= (left % 10) << (4 * i);
            left /= 10;
        }
        return bits;
    }
}
