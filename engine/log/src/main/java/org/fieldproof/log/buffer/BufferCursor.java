package org.fieldproof.log.buffer;

/// A place between two lines of a buffer.
///
/// @param offset behind the line
/// @param ordinal how many lines lie before it since the buffer was opened
public record BufferCursor(long segmentId, long offset, long ordinal) {}
