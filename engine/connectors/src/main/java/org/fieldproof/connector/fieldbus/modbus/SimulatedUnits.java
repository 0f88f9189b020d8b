package org.fieldproof.connector.fieldbus.modbus;

import java.util.Arrays;
import java.util.HashMap;
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

/// The memory of simulated units: each tag's place holds what its signal or the replay says now.
/// What no tag covers is a hole (exception 2), but for gaps of up to `fill` items, which hold 0.
/// What somebody writes into coils and holding registers stands in the place of the signal until
/// the simulator starts again: a setpoint stays as it is set. Any thread.
final class SimulatedUnits implements ModbusServer.Memory {
    private static final int NO_SUCH_ADDRESS = 2;
    private static final int NO_SUCH_UNIT = 11;

    private final Map<Integer, Map<ModbusTable, Bank>> units = new HashMap<>();
    private final Optional<Replay> replay;
    private final LongSupplier elapsedNanos;

    /// One table of one unit: what is there, by bit, and which ranges can be read.
    private static final class Bank {
        final TreeMap<Integer, Cell> cells = new TreeMap<>();
        final TreeMap<Integer, Integer> ranges = new TreeMap<>();
        /// Items that were written, by their place.
        final Map<Integer, byte[]> written = new ConcurrentHashMap<>();

        /// @param fill longest gap that belongs to the range before it
        void close(int fill) {
            int start = -1;
            int end = -1;
            for (Cell cell : cells.values()) {
                if (start >= 0 && cell.point().offset() > end + fill) {
                    ranges.put(start, end);
                    start = -1;
                }
                start = start < 0 ? cell.point().offset() : start;
                end = Math.max(end, cell.point().end());
            }
            ranges.put(start, end);
        }

        boolean has(int start, int end) {
            Map.@Nullable Entry<Integer, Integer> range = ranges.floorEntry(start);
            return range != null && end <= range.getValue();
        }
    }

    /// One simulated tag.
    record Cell(TagDefinition tag, ModbusPoint point, Signal signal) {}

    SimulatedUnits(List<Cell> cells, Optional<Replay> replay, LongSupplier elapsedNanos, int fill) {
        this.replay = replay;
        this.elapsedNanos = elapsedNanos;
        for (Cell cell : cells) {
            ModbusPoint point = cell.point();
            units.computeIfAbsent(point.unit(), _ -> new HashMap<>())
                    .computeIfAbsent(point.table(), _ -> new Bank())
                    .cells
                    .put(point.bit() < 0 ? point.offset() * 16 : key(point), cell);
        }
        units.values().forEach(tables -> tables.values().forEach(bank -> bank.close(fill)));
    }

    /// Bits of one register are cells of their own.
    private static int key(ModbusPoint point) {
        return point.offset() * 16 + point.bit();
    }

    @Override
    public ModbusServer.Content read(int unit, ModbusTable table, int start, int count) {
        @Nullable Map<ModbusTable, Bank> tables = units.get(unit);
        if (tables == null) {
            return new ModbusServer.Content.Refusal(NO_SUCH_UNIT);
        }
        @Nullable Bank bank = tables.get(table);
        if (bank == null || !bank.has(start, start + count)) {
            return new ModbusServer.Content.Refusal(NO_SUCH_ADDRESS);
        }
        int itemBytes = table.isBits() ? 1 : 2;
        byte[] bytes = new byte[count * itemBytes];
        long now = elapsedNanos.getAsLong();
        // From one text's length before, since a value may begin in front of the range.
        int from = Math.max(0, start - ModbusTable.REGISTERS_MAX) * 16;
        for (Cell cell : bank.cells.subMap(from, (start + count) * 16).values()) {
            if (cell.point().end() > start) {
                put(cell, now, bytes, (cell.point().offset() - start) * itemBytes);
            }
        }
        for (int i = 0; i < count && !bank.written.isEmpty(); i++) {
            byte @Nullable [] item = bank.written.get(start + i);
            if (item != null) {
                System.arraycopy(item, 0, bytes, i * itemBytes, itemBytes);
            }
        }
        return new ModbusServer.Content.Items(bytes);
    }

    @Override
    public ModbusServer.Content write(int unit, ModbusTable table, int start, byte[] items) {
        int itemBytes = table.isBits() ? 1 : 2;
        int count = items.length / itemBytes;
        // Refuses as reading would.
        ModbusServer.Content there = read(unit, table, start, count);
        @Nullable Map<ModbusTable, Bank> tables = units.get(unit);
        @Nullable Bank bank = tables == null ? null : tables.get(table);
        if (there instanceof ModbusServer.Content.Refusal || bank == null) {
            return there;
        }
        for (int i = 0; i < count; i++) {
            bank.written.put(
                    start + i, Arrays.copyOfRange(items, i * itemBytes, (i + 1) * itemBytes));
        }
        return new ModbusServer.Content.Items(new byte[0]);
    }

    private void put(Cell cell, long now, byte[] bytes, int at) {
        ModbusPoint point = cell.point();
        TypedValue value =
                replay.flatMap(each -> each.at(cell.tag().address(), now))
                        .orElseGet(() -> new TypedValue.Float64(cell.signal().at(now)));
        double number = value.number().orElse(0);
        if (point.table().isBits()) {
            bytes[at] = (byte) (number >= 0.5 ? 1 : 0);
            return;
        }
        if (point.bit() >= 0) {
            int shift = point.bit() % 8;
            int index = at + (point.bit() < 8 ? 1 : 0);
            bytes[index] |= (byte) ((number >= 0.5 ? 1 : 0) << shift);
            return;
        }
        byte[] wire = point.type().wire(value);
        for (int i = 0; i < wire.length; i++) {
            if (at + i >= 0 && at + i < bytes.length) {
                bytes[at + i] = wire[i];
            }
        }
    }
}
