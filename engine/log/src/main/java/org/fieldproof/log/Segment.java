package org.fieldproof.log;

import java.nio.file.Path;

/// A segment as readers know it. `fp-log` moves the end; any thread reads it: the fields are
/// volatile because a reader must see the bytes' end only after the bytes are durable.
final class Segment {
    private final long id;
    private final long firstSeq;
    private final Path path;
    private volatile long durableEnd;
    private volatile long lastSeq;
    private volatile boolean sealed;

    Segment(long id, long firstSeq, Path path, long durableEnd, long lastSeq) {
        this.id = id;
        this.firstSeq = firstSeq;
        this.path = path;
        this.durableEnd = durableEnd;
        this.lastSeq = lastSeq;
    }

    long id() {
        return id;
    }

    long firstSeq() {
        return firstSeq;
    }

    Path path() {
        return path;
    }

    /// Behind the last durable frame.
    long durableEnd() {
        return durableEnd;
    }

    /// The last durable seq; one less than the first if there is none.
    long lastSeq() {
        return lastSeq;
    }

    boolean holdsRecords() {
        return lastSeq >= firstSeq;
    }

    /// Nothing will be added.
    boolean sealed() {
        return sealed;
    }

    void durable(long newEnd, long newLastSeq) {
        lastSeq = newLastSeq;
        durableEnd = newEnd;
    }

    void seal() {
        sealed = true;
    }
}
