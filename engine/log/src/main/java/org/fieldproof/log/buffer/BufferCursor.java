package org.fieldproof.log.buffer;

/// A place between two lines of a buffer.
///
/// @param offset behind the line
/// @param ordinal how many lines lie before it since the buffer was opened
public record BufferCursor(long segmentId, long offset, long ordinal) {

    /// Whether it lies in front of another place. Holds over restarts: a file's number is never
    /// given twice.
    public boolean isBefore(BufferCursor other) {
        return segmentId < other.segmentId
                || (segmentId == other.segmentId && offset < other.offset);
    }
}
