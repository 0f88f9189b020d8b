package org.fieldproof.views.bridge;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// A minute of a tape, packed as it is written. A row is: how many texts are new, each with its
/// length; how many numbers, each as its difference from the one in the same place of the row
/// before; texts are numbered in the order in which they came. All whole numbers are of variable
/// length, seven bits a byte, the sign lowest. FX thread.
final class TapeStretch {

    private static final int ROWS_MAX = 60;
    private static final int RAW_MAX = 1 << 20;
    private static final int GROWTH = 4096;
    private static final int OVERHEAD = 64 + ROWS_MAX * 2 * Long.BYTES;

    private final long[] seconds = new long[ROWS_MAX];

    /// To which second each row tells.
    private final long[] reaches = new long[ROWS_MAX];

    private int rows;
    private byte[] packed = new byte[GROWTH];
    private int size;
    private int raw;
    private @Nullable Writer writer = new Writer();

    /// What is needed only while rows are written.
    private static final class Writer implements RecordCodec.Out {
        private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        private final Map<String, Integer> texts = new HashMap<>();
        private final ByteArrayOutputStream fresh = new ByteArrayOutputStream();
        private final ByteArrayOutputStream numbers = new ByteArrayOutputStream();
        private long[] before = new long[256];
        private int known;
        private int count;

        @Override
        public void number(long number) {
            if (count == before.length) {
                before = Arrays.copyOf(before, 2 * count);
            }
            write(numbers, number - before[count]);
            before[count++] = number;
        }

        @Override
        public void text(String text) {
            Integer place = texts.get(text);
            if (place == null) {
                place = texts.size();
                texts.put(text, place);
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                write(fresh, bytes.length);
                fresh.writeBytes(bytes);
            }
            number(place);
        }

        byte[] row(Consumer<RecordCodec.Out> row) {
            known = texts.size();
            count = 0;
            fresh.reset();
            numbers.reset();
            row.accept(this);
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            write(whole, texts.size() - known);
            whole.writeBytes(fresh.toByteArray());
            write(whole, count);
            whole.writeBytes(numbers.toByteArray());
            return whole.toByteArray();
        }
    }

    private static void write(ByteArrayOutputStream out, long number) {
        long rest = (number << 1) ^ (number >> 63);
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /// Adds a row, and tells how many bytes it took. One that fails half-way leaves the rows before
    /// it, and nothing can be added any more.
    int add(long second, Consumer<RecordCodec.Out> row) {
        Writer open = writer;
        if (open == null) {
            throw new IllegalStateException("stretch: closed (expected: open)");
        }
        byte[] bytes;
        try {
            bytes = open.row(row);
        } catch (RuntimeException broken) {
            close();
            throw broken;
        }
        int was = size;
        open.deflater.setInput(bytes);
        int got;
        do {
            if (size == packed.length) {
                packed = Arrays.copyOf(packed, size + GROWTH + size / 4);
            }
            got = open.deflater.deflate(packed, size, packed.length - size, Deflater.SYNC_FLUSH);
            size += got;
        } while (size == packed.length);
        raw += bytes.length;
        seconds[rows] = second;
        reaches[rows++] = second;
        if (rows == ROWS_MAX || raw >= RAW_MAX) {
            close();
        }
        return size - was;
    }

    /// Nothing is added any more.
    void close() {
        Writer open = writer;
        if (open != null) {
            open.deflater.end();
            writer = null;
            packed = Arrays.copyOf(packed, size);
        }
    }

    boolean isEmpty() {
        return rows == 0;
    }

    boolean isOpen() {
        return writer != null;
    }

    void reach(long second) {
        reaches[rows - 1] = second;
    }

    /// Forgets what tells of a second and of later ones; nothing can be added any more. There is a
    /// row before it.
    void cut(long second) {
        close();
        while (seconds[rows - 1] >= second) {
            rows--;
        }
        reaches[rows - 1] = Math.min(reaches[rows - 1], second - 1);
    }

    long first() {
        return seconds[0];
    }

    long last() {
        return reaches[rows - 1];
    }

    long secondOf(long second) {
        int row = row(second);
        return row < 0 || reaches[row] < second ? -1 : seconds[row];
    }

    /// The last row not after a second.
    private int row(long second) {
        int found = Arrays.binarySearch(seconds, 0, rows, second);
        return found >= 0 ? found : -found - 2;
    }

    long bytes() {
        return (long) packed.length + OVERHEAD;
    }

    Reader read() {
        return new Reader();
    }

    /// Reads rows, quickest in the order in which they came.
    final class Reader {
        private final byte[] bytes = new byte[raw];
        private final int readable = raw;
        private final List<String> texts = new ArrayList<>();
        private long[] row = new long[256];
        private int at;
        private int rowsRead;

        private Reader() {
            Inflater inflater = new Inflater(true);
            try {
                inflater.setInput(packed, 0, size);
                int got = 0;
                while (got < bytes.length) {
                    int more = inflater.inflate(bytes, got, bytes.length - got);
                    if (more == 0) {
                        throw new IllegalStateException(
                                "stretch: " + got + " bytes (expected: " + bytes.length + ")");
                    }
                    got += more;
                }
            } catch (DataFormatException impossible) {
                throw new IllegalStateException(impossible);
            } finally {
                inflater.end();
            }
        }

        /// Whether it has read all that there is of a stretch.
        boolean isOf(TapeStretch other) {
            return other.equals(TapeStretch.this) && readable == raw;
        }

        RecordCodec.In row(long second) {
            int wanted = TapeStretch.this.row(second);
            if (wanted < rowsRead - 1) {
                at = 0;
                rowsRead = 0;
                texts.clear();
                Arrays.fill(row, 0);
            }
            while (rowsRead <= wanted) {
                next();
                rowsRead++;
            }
            return new Pieces(row, texts);
        }

        private void next() {
            for (long fresh = number(); fresh > 0; fresh--) {
                int length = (int) number();
                texts.add(new String(bytes, at, length, StandardCharsets.UTF_8));
                at += length;
            }
            int count = (int) number();
            if (count > row.length) {
                row = Arrays.copyOf(row, count);
            }
            for (int i = 0; i < count; i++) {
                row[i] += number();
            }
        }

        private long number() {
            long rest = 0;
            int shift = 0;
            byte next;
            do {
                next = bytes[at++];
                rest |= (long) (next & 0x7F) << shift;
                shift += 7;
            } while (next < 0);
            return (rest >>> 1) ^ -(rest & 1);
        }
    }

    private static final class Pieces implements RecordCodec.In {
        private final long[] row;
        private final List<String> texts;
        private int at;

        Pieces(long[] row, List<String> texts) {
            this.row = row;
            this.texts = texts;
        }

        @Override
        public long number() {
            return row[at++];
        }

        @Override
        public String text() {
            return texts.get((int) number());
        }
    }
}
