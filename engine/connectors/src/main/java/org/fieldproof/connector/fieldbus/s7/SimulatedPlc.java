package org.fieldproof.connector.fieldbus.s7;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.fieldbus.signal.Replay;
import org.fieldproof.connector.fieldbus.signal.Signal;
import org.jspecify.annotations.Nullable;

/// The memory of a simulated PLC: each tag's place holds what its signal or the replay says now,
/// the rest of its block holds 0. A block ends with its last tag; blocks without tags do not exist.
/// Immutable after it is made; any thread.
final class SimulatedPlc implements S7Server.Memory {
    private static final int NO_SUCH_OBJECT = 0x0a;
    private static final int OUT_OF_RANGE = 0x05;
    private static final int LONGEST_VALUE = 512;

    private final Map<S7Point.Bank, Block> blocks = new TreeMap<>();
    private final Optional<Replay> replay;
    private final LongSupplier elapsedNanos;

    /// One simulated tag.
    record Cell(TagDefinition tag, S7Point point, Signal signal) {}

    private static final class Block {
        final TreeMap<Integer, Cell> cells = new TreeMap<>();
        int end;
    }

    SimulatedPlc(List<Cell> cells, Optional<Replay> replay, LongSupplier elapsedNanos) {
        this.replay = replay;
        this.elapsedNanos = elapsedNanos;
        for (Cell cell : cells) {
            S7Point point = cell.point();
            Block block = blocks.computeIfAbsent(point.bank(), _ -> new Block());
            block.cells.put(point.offset() * 8 + point.bit(), cell);
            block.end = Math.max(block.end, point.end());
        }
    }

    @Override
    public S7Line.Item read(S7Line.Range range) {
        @Nullable Block block = blocks.get(new S7Point.Bank(range.area(), range.block()));
        if (block == null) {
            return new S7Line.Item.Refusal(NO_SUCH_OBJECT);
        }
        int end = range.offset() + range.count();
        if (end > block.end) {
            return new S7Line.Item.Refusal(OUT_OF_RANGE);
        }
        byte[] bytes = new byte[range.bytes()];
        long now = elapsedNanos.getAsLong();
        int from = Math.max(0, range.offset() - LONGEST_VALUE) * 8;
        for (Cell cell : block.cells.subMap(from, end * 8).values()) {
            int at = (cell.point().offset() - range.offset()) * range.area().itemBytes();
            byte[] value = wire(cell, now);
            for (int i = 0; i < value.length; i++) {
                if (at + i >= 0 && at + i < bytes.length) {
                    // Bits of one byte are cells of their own.
                    bytes[at + i] |= value[i];
                }
            }
        }
        return new S7Line.Item.Values(bytes);
    }

    private byte[] wire(Cell cell, long now) {
        TypedValue value =
                replay.flatMap(each -> each.at(cell.tag().address(), now))
                        .orElseGet(() -> new TypedValue.Float64(cell.signal().at(now)));
        S7Point point = cell.point();
        double number = value.number().orElse(0);
        ByteBuffer out = ByteBuffer.allocate(point.type().bytes(point.characters()));
        switch (point.type()) {
            case BOOL -> out.put((byte) (number >= 0.5 ? 1 << point.bit() : 0));
            case REAL -> out.putFloat((float) number);
            case LREAL -> out.putDouble(number);
            case CHAR, WCHAR, STRING, WSTRING -> text(point, value, number, out);
            case DATE, DT, DTL -> date(point.type(), value, out);
            case S5TIME, TIMER -> out.putShort((short) s5time(Math.round(number)));
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
            long first = java.time.LocalDate.of(1990, 1, 1).toEpochDay();
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

    private static long s5time(long millis) {
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
