package org.fieldproof.connector.mqtt.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.fieldproof.api.spi.ReadBack.Arrival;

/// What a reader saw, in order of arrival, at 32 bytes a row: primitive columns in chunks, and
/// each distinct text once. Bounded; a table that is full says so, because half an account would
/// look like a loss.
///
/// Written on the event loop, read by the drill: `synchronized`.
final class ArrivalTable {
    private static final int CHUNK_ROWS = 1 << 14;

    private final int rowsMax;
    private final List<Chunk> chunks = new ArrayList<>();
    private final Texts<UUID> epochs = new Texts<>();
    private final Texts<String> devices = new Texts<>();
    private final Texts<String> addresses = new Texts<>();
    private int rows;
    private boolean full;

    ArrivalTable(int rowsMax) {
        this.rowsMax = rowsMax;
    }

    synchronized void add(Arrival arrival) {
        if (rows == rowsMax) {
            full = true;
            return;
        }
        if (rows % CHUNK_ROWS == 0) {
            chunks.add(new Chunk());
        }
        Chunk chunk = chunks.getLast();
        int row = rows % CHUNK_ROWS;
        chunk.epoch[row] = epochs.number(arrival.epoch());
        chunk.seq[row] = arrival.seq();
        chunk.device[row] = devices.number(arrival.device());
        chunk.address[row] = addresses.number(arrival.address());
        chunk.crc32c[row] = arrival.payloadCrc32c();
        chunk.arrived[row] = arrival.arrivedEpochNanos();
        rows++;
    }

    synchronized boolean full() {
        return full;
    }

    synchronized int rows() {
        return rows;
    }

    synchronized void forEach(UUID epoch, long fromSeq, long toSeq, Consumer<Arrival> each) {
        for (int i = 0; i < rows; i++) {
            Chunk chunk = chunks.get(i / CHUNK_ROWS);
            int row = i % CHUNK_ROWS;
            long seq = chunk.seq[row];
            if (seq >= fromSeq && seq <= toSeq && epochs.at(chunk.epoch[row]).equals(epoch)) {
                each.accept(
                        new Arrival(
                                epoch,
                                seq,
                                devices.at(chunk.device[row]),
                                addresses.at(chunk.address[row]),
                                chunk.crc32c[row],
                                chunk.arrived[row]));
            }
        }
    }

    private static final class Chunk {
        final int[] epoch = new int[CHUNK_ROWS];
        final long[] seq = new long[CHUNK_ROWS];
        final int[] device = new int[CHUNK_ROWS];
        final int[] address = new int[CHUNK_ROWS];
        final int[] crc32c = new int[CHUNK_ROWS];
        final long[] arrived = new long[CHUNK_ROWS];
    }

    /// Distinct values by number.
    private static final class Texts<T> {
        private final Map<T, Integer> numbers = new HashMap<>();
        private final List<T> values = new ArrayList<>();

        int number(T value) {
            Integer known = numbers.get(value);
            if (known != null) {
                return known;
            }
            values.add(value);
            numbers.put(value, values.size() - 1);
            return values.size() - 1;
        }

        T at(int number) {
            return values.get(number);
        }
    }
}
