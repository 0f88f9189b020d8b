package org.fieldproof.connector.fieldbus.s7;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.fieldbus.signal.Signal;
import org.fieldproof.connector.work.Replay;
import org.jspecify.annotations.Nullable;

/// The memory of a simulated PLC: each tag's place holds what its signal or the replay says now,
/// the rest of its block holds 0. A block ends with its last tag; blocks without tags do not exist.
/// What somebody writes stands in the place of the signal until the simulator starts again: a
/// setpoint stays as it is set. Any thread.
final class SimulatedPlc implements S7Server.Memory {
    private static final int NO_SUCH_OBJECT = 0x0a;
    private static final int OUT_OF_RANGE = 0x05;
    private static final int NOT_ALLOWED = 0x03;
    private static final int TAKEN = 0xff;
    private static final int LONGEST_VALUE = 512;

    private final Map<S7Point.Bank, Block> blocks = new TreeMap<>();
    private final Optional<Replay> replay;
    private final LongSupplier elapsedNanos;

    /// One simulated tag.
    record Cell(TagDefinition tag, S7Point point, Signal signal) {}

    private static final class Block {
        final TreeMap<Integer, Cell> cells = new TreeMap<>();
        /// Bytes that were written, by their place.
        final Map<Integer, Byte> written = new ConcurrentHashMap<>();
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
        for (int i = 0; i < bytes.length && !block.written.isEmpty(); i++) {
            bytes[i] = block.written.getOrDefault(range.offset() + i, bytes[i]);
        }
        return new S7Line.Item.Values(bytes);
    }

    @Override
    public int write(S7Line.Range range, byte[] bytes) {
        @Nullable Block block = blocks.get(new S7Point.Bank(range.area(), range.block()));
        // Refuses as reading would.
        if (read(range) instanceof S7Line.Item.Refusal(int code)) {
            return code;
        }
        if (block == null || range.area().isCounted() || range.area() == S7Area.INPUT) {
            return NOT_ALLOWED;
        }
        for (int i = 0; i < bytes.length; i++) {
            block.written.put(range.offset() + i, bytes[i]);
        }
        return TAKEN;
    }

    private byte[] wire(Cell cell, long now) {
        TypedValue value =
                replay.flatMap(each -> each.at(cell.tag().address(), now))
                        .orElseGet(() -> new TypedValue.Float64(cell.signal().at(now)));
        return S7Codec.wire(cell.point(), value);
    }
}
