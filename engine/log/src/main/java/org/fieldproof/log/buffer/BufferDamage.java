package org.fieldproof.log.buffer;

/// A piece of a buffer file that does not agree with its checksum.
///
/// @param afterSeq the last whole line before it; 0 if none is known
/// @param beforeSeq the first whole line behind it; 0 if there is none
public record BufferDamage(
        String file, long fromOffset, long toOffset, long afterSeq, long beforeSeq) {}
