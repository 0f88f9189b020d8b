package org.fieldproof.log.buffer;

/// A record in quarantine.
///
/// @param json the object as it was appended, with the reason
@SuppressWarnings("ArrayRecordComponent") // Bytes go out as they are; nobody compares lines.
public record QuarantinedLine(long seq, byte[] json) {}
