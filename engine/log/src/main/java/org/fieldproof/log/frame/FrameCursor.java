package org.fieldproof.log.frame;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.fieldproof.log.io.LogFile;

/// Walks the frames of one file through a window. Allocates nothing per frame. One thread.
public final class FrameCursor {
    private final CRC32C crc = new CRC32C();

    private LogFile file;
    private int salt;
    private ByteBuffer window;
    private ByteBuffer view;
    private long windowOffset;
    private int windowBytes;

    private long offset;
    private long limit;

    private int type;
    private long seq;
    private long frameOffset;

    /// @param windowBytes of memory to read through; grows to a frame's size where one is larger
    public FrameCursor(LogFile file, int salt, int windowBytes) {
        this.file = file;
        this.salt = salt;
        this.window = ByteBuffer.allocateDirect(Math.max(windowBytes, 4096));
        this.view = window.asReadOnlyBuffer();
    }

    /// Goes on with another file, through the same window.
    public void file(LogFile newFile, int newSalt) {
        file = newFile;
        salt = newSalt;
        windowBytes = 0;
        seek(0, 0);
    }

    /// Goes to a place; frames that end behind `limit` are not there.
    public void seek(long newOffset, long newLimit) {
        offset = newOffset;
        limit = newLimit;
    }

    /// More of the file counts.
    public void limit(long newLimit) {
        limit = newLimit;
    }

    /// Where the next frame begins.
    public long offset() {
        return offset;
    }

    /// Reads the frame at [#offset()] and, if valid, steps behind it.
    public FrameRead next() throws IOException {
        long left = limit - offset;
        if (left < FrameFormat.OVERHEAD_BYTES) {
            return left <= 0 || zeros(offset, limit) ? FrameRead.END : FrameRead.TORN;
        }
        long ahead = offset - windowOffset;
        int at = (int) ahead;
        if (ahead < 0 || ahead + FrameFormat.OVERHEAD_BYTES > windowBytes) {
            at = locate(offset, FrameFormat.OVERHEAD_BYTES);
            if (at < 0) {
                return FrameRead.TORN;
            }
        }
        int word = window.getInt(at + FrameFormat.WORD_OFFSET);
        int kind = word >>> 24;
        if (!FrameFormat.known(kind)) {
            return word == 0 && zeros(offset, offset + FrameFormat.OVERHEAD_BYTES)
                    ? FrameRead.END
                    : FrameRead.CORRUPT;
        }
        int total = FrameFormat.OVERHEAD_BYTES + (word & FrameFormat.PAYLOAD_BYTES_MAX);
        if (total > left) {
            return FrameRead.TORN;
        }
        if (at + total > windowBytes) {
            at = locate(offset, total);
            if (at < 0) {
                return FrameRead.TORN;
            }
        }
        view.limit(at + total).position(at + FrameFormat.WORD_OFFSET);
        crc.reset();
        crc.update(view);
        if ((int) crc.getValue() != (window.getInt(at) ^ salt)) {
            return FrameRead.CORRUPT;
        }
        type = kind;
        seq = window.getLong(at + FrameFormat.SEQ_OFFSET);
        frameOffset = offset;
        offset += total;
        return FrameRead.VALID;
    }

    /// Goes to the next valid frame at or behind `from` that can stand there; false if there is
    /// none before the limit. Every byte is tried: damage need not keep frames aligned.
    ///
    /// A frame whose seq is further ahead than frames fit into the bytes that were skipped is a
    /// copy of one that stands behind: it is passed over, or what lies in between would be lost.
    ///
    /// @param from one byte behind the place where the record `expectedSeq` should begin
    /// @param seqMax `Long.MAX_VALUE` if nobody knows which seq was expected
    public boolean resync(long from, long expectedSeq, long seqMax) throws IOException {
        long last = limit - FrameFormat.OVERHEAD_BYTES;
        for (long candidate = from; candidate <= last; candidate++) {
            int at = locate(candidate, FrameFormat.OVERHEAD_BYTES);
            if (at < 0) {
                return false;
            }
            int kind = window.get(at + FrameFormat.WORD_OFFSET);
            if (!FrameFormat.known(kind)) {
                continue;
            }
            long found = window.getLong(at + FrameFormat.SEQ_OFFSET);
            // A seal carries the seq of the record in front of it.
            long seqMin = kind == FrameFormat.TYPE_SEAL ? expectedSeq - 1 : expectedSeq;
            if (found < seqMin || found > seqMax) {
                continue;
            }
            long skipped = candidate - from + 1;
            if (seqMax != Long.MAX_VALUE
                    && found - expectedSeq > skipped / FrameFormat.OVERHEAD_BYTES) {
                continue;
            }
            offset = candidate;
            if (next() == FrameRead.VALID) {
                offset = candidate;
                return true;
            }
        }
        return false;
    }

    public boolean isRecord() {
        return type != FrameFormat.TYPE_SEAL;
    }

    /// Whether everything in front of this frame was durable before it was written.
    public boolean beginsWrite() {
        return type != FrameFormat.TYPE_FURTHER;
    }

    public long seq() {
        return seq;
    }

    /// Where the frame just read begins.
    public long frameOffset() {
        return frameOffset;
    }

    public int payloadBytes() {
        return (int) (offset - frameOffset) - FrameFormat.OVERHEAD_BYTES;
    }

    /// The payload just read, valid until the next call of anything here.
    public ByteBuffer payload() {
        int start = (int) (frameOffset - windowOffset) + FrameFormat.OVERHEAD_BYTES;
        view.limit((int) (offset - windowOffset)).position(start);
        return view;
    }

    /// Whether only zeros stand between two places.
    public boolean zeros(long from, long to) throws IOException {
        for (long at = from; at < to; at++) {
            int index = locate(at, 1);
            if (index < 0) {
                return true;
            }
            if (window.get(index) != 0) {
                return false;
            }
        }
        return true;
    }

    /// Index in the window of `bytes` bytes at a place of the file, read if needed; -1 if the
    /// file ends before.
    private int locate(long from, int bytes) throws IOException {
        if (from >= windowOffset && from + bytes <= windowOffset + windowBytes) {
            return (int) (from - windowOffset);
        }
        if (bytes > window.capacity()) {
            window = ByteBuffer.allocateDirect(bytes);
            view = window.asReadOnlyBuffer();
        }
        int want = (int) Math.min(window.capacity(), Math.max(bytes, limit - from));
        window.clear().limit(want);
        windowOffset = from;
        windowBytes = 0;
        windowBytes = file.readFully(window, from);
        window.clear();
        view.clear();
        return windowBytes >= bytes ? 0 : -1;
    }
}
