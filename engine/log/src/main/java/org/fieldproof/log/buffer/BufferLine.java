package org.fieldproof.log.buffer;

/// A record that waits in a disk buffer.
///
/// @param json the object as it was appended
/// @param cursor the place behind it: advance to it once this and everything before is delivered
@SuppressWarnings(
        "ArrayRecordComponent") // Bytes go to the sink as they are; nobody compares lines.
public record BufferLine(long seq, byte[] json, BufferCursor cursor) {}
