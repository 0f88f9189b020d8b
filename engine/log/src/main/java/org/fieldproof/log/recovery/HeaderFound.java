package org.fieldproof.log.recovery;

/// In what state a segment's header was.
public enum HeaderFound {
    WHOLE,
    /// One of the two copies is damaged.
    ONE_COPY,
    /// Neither copy can be read.
    LOST,
    /// Another epoch, or an id that is not the name's: a file from another log.
    FOREIGN,
    /// Written by a version that this one does not know.
    NEWER
}
