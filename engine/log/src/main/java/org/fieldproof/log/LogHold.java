package org.fieldproof.log;

/// Keeps segments from being deleted until it is closed. Any thread.
public final class LogHold implements AutoCloseable {
    private final SegmentChain chain;
    private final long fromSeq;

    LogHold(SegmentChain chain, long fromSeq) {
        this.chain = chain;
        this.fromSeq = fromSeq;
    }

    public long fromSeq() {
        return fromSeq;
    }

    @Override
    public void close() {
        chain.letGo(this);
    }
}
