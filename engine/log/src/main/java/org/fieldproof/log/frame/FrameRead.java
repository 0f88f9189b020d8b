package org.fieldproof.log.frame;

/// What stands at a place in a segment. An enum and not a sealed hierarchy: tens of millions are
/// read per second, the details stand in the [FrameCursor].
public enum FrameRead {
    /// A whole frame whose checksum agrees.
    VALID,
    /// Nothing behind here: the limit, or zeros where a frame would begin.
    END,
    /// The frame says it is longer than what is there.
    TORN,
    /// The bytes are there and do not agree.
    CORRUPT
}
