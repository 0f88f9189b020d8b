package org.fieldproof.testkit.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.fieldproof.log.LogEntry;
import org.fieldproof.log.io.StoreException;
import org.jspecify.annotations.Nullable;

/// A record of text that remembers its answer.
final class TextRecord implements LogEntry {
    private final String text;
    private final byte[] bytes;
    private final CountDownLatch answered = new CountDownLatch(1);
    private volatile long seq;
    private volatile @Nullable StoreException refusal;

    TextRecord(String text) {
        this.text = text;
        this.bytes = text.getBytes(StandardCharsets.UTF_8);
    }

    String text() {
        return text;
    }

    /// The seq it became durable with; 0 if it was refused.
    long seq() {
        return seq;
    }

    @Nullable StoreException refusal() {
        return refusal;
    }

    boolean answered() {
        return answered.getCount() == 0;
    }

    TextRecord await() {
        try {
            if (!answered.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("no answer within 60 s: " + text);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    @Override
    public int encodedBytes() {
        return bytes.length;
    }

    @Override
    public void encode(ByteBuffer into) {
        into.put(bytes);
    }

    @Override
    public void durable(long durableSeq) {
        seq = durableSeq;
        answered.countDown();
    }

    @Override
    public void refused(StoreException why) {
        refusal = why;
        answered.countDown();
    }
}
