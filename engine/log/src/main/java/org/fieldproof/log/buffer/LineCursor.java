package org.fieldproof.log.buffer;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.fieldproof.log.io.LogFile;

/// Walks the lines of one file through a window. One thread.
final class LineCursor {
    private static final int WINDOW_BYTES = 256 << 10;
    private static final int SCAN_WINDOW_BYTES = 1 << 20;
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOWS = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long LINE_FEEDS = '\n' * LOWS;

    /// What stands at a place.
    enum LineRead {
        RECORD,
        REMOVAL,
        /// Another line of ours that agrees with its checksum, such as a segment's first.
        OTHER,
        /// A line, or the rest of a file, that does not agree.
        DAMAGED,
        END
    }

    private final LogFile file;
    private final JsonLine line = new JsonLine();
    private byte[] window;
    private long windowOffset;
    private int windowBytes;
    private long offset;
    private long limit;
    private long lineOffset;
    private int lineFrom;
    private int lineTo;
    private boolean ended;

    LineCursor(LogFile file) {
        this.file = file;
        this.window = new byte[WINDOW_BYTES];
    }

    /// For a file that is read from end to end.
    ///
    /// @param sizeBytes of the file: no more memory than it needs
    LineCursor(LogFile file, long sizeBytes) {
        this.file = file;
        this.window = new byte[Math.clamp(sizeBytes, 4096, SCAN_WINDOW_BYTES)];
    }

    void seek(long newOffset, long newLimit) {
        offset = newOffset;
        limit = newLimit;
    }

    /// Where the next line begins.
    long offset() {
        return offset;
    }

    /// Where the line just read begins.
    long lineOffset() {
        return lineOffset;
    }

    /// Whether the line or damaged piece just read ended with a line feed.
    boolean ended() {
        return ended;
    }

    LineRead next() throws IOException {
        if (offset >= limit) {
            return LineRead.END;
        }
        findLine();
        lineOffset = offset;
        offset = windowOffset + lineTo + (ended ? 1 : 0);
        // A last line that only lacks its line feed is whole: its checksum says so.
        if (line.read(window, lineFrom, lineTo)) {
            return line.removed() ? LineRead.REMOVAL : LineRead.RECORD;
        }
        if (ended && line.agrees(window, lineFrom, lineTo)) {
            return LineRead.OTHER;
        }
        // A lost line feed joins two lines: the second may be whole.
        int from = JsonLine.nextStart(window, lineFrom + 1, lineTo);
        while (ended && from >= 0) {
            if (line.read(window, from, lineTo)) {
                offset = windowOffset + from;
                break;
            }
            from = JsonLine.nextStart(window, from + 1, lineTo);
        }
        return LineRead.DAMAGED;
    }

    long seq() {
        return line.seq();
    }

    /// Whether the record's line stands for all earlier ones with its seq.
    boolean replaces() {
        return line.replaces();
    }

    byte[] json() {
        return line.json(window);
    }

    /// The line just read, as text.
    String text() {
        return new String(
                window, lineFrom, lineTo - lineFrom, java.nio.charset.StandardCharsets.UTF_8);
    }

    /// Finds the line at `offset` in the window; reads and grows as needed.
    private void findLine() throws IOException {
        if (offset < windowOffset || offset >= windowOffset + windowBytes) {
            fill(offset);
        }
        int scanned = (int) (offset - windowOffset);
        while (true) {
            int end = (int) Math.min(windowBytes, limit - windowOffset);
            int lineFeed = lineFeed(window, scanned, end);
            if (lineFeed >= 0) {
                lineFrom = (int) (offset - windowOffset);
                lineTo = lineFeed;
                ended = true;
                return;
            }
            boolean atLimit = windowOffset + end >= limit;
            int have = end - (int) (offset - windowOffset);
            if (atLimit || have >= JsonLine.LINE_BYTES_MAX || !more(have)) {
                lineFrom = (int) (offset - windowOffset);
                lineTo = Math.max(lineFrom, (int) Math.min(windowBytes, limit - windowOffset));
                ended = false;
                // A file shorter than it should be: nothing more will come from it.
                if (lineTo == lineFrom) {
                    limit = offset;
                }
                return;
            }
            scanned = have;
        }
    }

    /// Index of the first line feed, eight bytes at a look; -1 if there is none.
    static int lineFeed(byte[] bytes, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long zeroWhereFed = (long) LONGS.get(bytes, at) ^ LINE_FEEDS;
            // The lowest bit set is at a zero byte; only those above it may be wrong.
            long fed = (zeroWhereFed - LOWS) & ~zeroWhereFed & HIGHS;
            if (fed != 0) {
                return at + (Long.numberOfTrailingZeros(fed) >>> 3);
            }
        }
        for (; at < to; at++) {
            if (bytes[at] == '\n') {
                return at;
            }
        }
        return -1;
    }

    /// Moves the begun line to the front and reads on; false if the file gives no more.
    private boolean more(int have) throws IOException {
        if (have == window.length) {
            window = java.util.Arrays.copyOf(window, window.length * 2);
        }
        return fill(offset) > have;
    }

    private int fill(long from) throws IOException {
        windowOffset = from;
        windowBytes = 0;
        int want = (int) Math.min(window.length, limit - from);
        windowBytes = file.readFully(ByteBuffer.wrap(window, 0, want), from);
        return windowBytes;
    }
}
