package org.fieldproof.log.frame;

/// A closed range of sequence numbers.
public record SeqRange(long fromSeq, long toSeq) {
    public SeqRange {
        if (fromSeq < 1 || toSeq < fromSeq) {
            throw new IllegalArgumentException(
                    "range: " + fromSeq + ".." + toSeq + " (expected: 1 <= from <= to)");
        }
    }

    public long count() {
        return toSeq - fromSeq + 1;
    }

    @Override
    public String toString() {
        return fromSeq == toSeq ? Long.toString(fromSeq) : fromSeq + ".." + toSeq;
    }
}
