package org.fieldproof.engine.writing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.TagWriter;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.value.TypedValue;
import org.jspecify.annotations.Nullable;

/// A device that does what a test says. Any thread.
final class SpokenDevice {
    private final List<TypedValue> written = new CopyOnWriteArrayList<>();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private volatile TypedValue held;
    private volatile TagWriter.Answer answer = new TagWriter.Answer.Taken();
    private volatile boolean takes = true;
    private volatile boolean readable = true;
    private volatile boolean unreadAfterwards;
    private volatile Runnable whenWritten = () -> {};
    private volatile @Nullable ConnectorException away;
    private volatile CountDownLatch dialling = new CountDownLatch(0);
    private volatile CountDownLatch dials = new CountDownLatch(0);

    SpokenDevice(TypedValue held) {
        this.held = held;
    }

    TagWriter open(TagDefinition tag) throws ConnectorException {
        opened.incrementAndGet();
        dialling.countDown();
        try {
            dials.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts threads here", e);
        }
        ConnectorException refusal = away;
        if (refusal != null) {
            throw refusal;
        }
        open.incrementAndGet();
        return new TagWriter() {
            @Override
            public TypedValue read() throws ConnectorException {
                if (!readable) {
                    throw new ConnectorException(
                            Problem.error("DEV-0001", "tag " + tag.name(), "Not read.", "Look."));
                }
                return held;
            }

            @Override
            public Answer write(TypedValue raw) {
                written.add(raw);
                held = takes ? raw : held;
                readable = !unreadAfterwards;
                whenWritten.run();
                return answer;
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
    }

    List<TypedValue> written() {
        return List.copyOf(written);
    }

    int opened() {
        return opened.get();
    }

    int open() {
        return open.get();
    }

    void holds(TypedValue other) {
        held = other;
    }

    /// @param taken whether the device does it, whatever it says
    void answers(TagWriter.Answer other, boolean taken) {
        answer = other;
        takes = taken;
        held = new TypedValue.Int(16, 100);
    }

    void unreadAfterwards() {
        unreadAfterwards = true;
    }

    void whenWritten(Runnable what) {
        whenWritten = what;
    }

    void away(ConnectorException refusal) {
        away = refusal;
    }

    /// From now on dials wait.
    ///
    /// @return counts down when one does
    CountDownLatch holdDials() {
        dials = new CountDownLatch(1);
        dialling = new CountDownLatch(1);
        return dialling;
    }

    void goOn() {
        dials.countDown();
    }
}
