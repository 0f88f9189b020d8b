package org.fieldproof.log.buffer;

/// What a buffer held on the disk at some moment, by its places: kept elsewhere, it tells at the
/// next open whether that is still there. Nothing inside a buffer can tell that its newest file
/// is gone.
///
/// @param headSegment where its head was, with `headOffset`
/// @param records lines between the two places
/// @param tailSegment where the last sync had come to, with `tailOffset`
/// @param lastSeq the highest seq in front of that; 0 if none ever was
public record BufferExtent(
        long headSegment,
        long headOffset,
        long records,
        long tailSegment,
        long tailOffset,
        long lastSeq) {
    /// Nothing is known.
    public static final BufferExtent UNKNOWN = new BufferExtent(0, 0, 0, 0, 0, 0);

    public BufferExtent {
        if (records < 0 || tailOffset < 0) {
            throw new IllegalArgumentException(
                    "records, tailOffset: " + records + ", " + tailOffset + " (expected: >= 0)");
        }
    }

    public boolean isKnown() {
        return tailSegment > 0 || records > 0;
    }

    /// The same with another number of lines.
    public BufferExtent withRecords(long other) {
        return new BufferExtent(headSegment, headOffset, other, tailSegment, tailOffset, lastSeq);
    }

    /// Whether a place lies within, or is its end.
    boolean reaches(long segment, long offset) {
        return segment < tailSegment || (segment == tailSegment && offset <= tailOffset);
    }

    /// Whether a head that stands there now has moved since.
    public boolean isBehindHead(long segment, long offset) {
        return segment > headSegment || (segment == headSegment && offset > headOffset);
    }
}
