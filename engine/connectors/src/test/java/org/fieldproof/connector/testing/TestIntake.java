package org.fieldproof.connector.testing;

import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.spi.Acceptance;
import org.fieldproof.api.spi.Intake;
import org.jspecify.annotations.Nullable;

/// A door that does what the test says: accept at once, hold back, ask to wait, or refuse.
public final class TestIntake implements Intake {
    private final List<InboundRecord> records = new ArrayList<>();
    private final List<Acceptance> held = new ArrayList<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private final List<Runnable> lastCalls = new ArrayList<>();
    private boolean puttingOff;
    private boolean holding;
    private boolean full;
    private boolean throwing;
    private @Nullable Error failure;
    private boolean refusing;

    @Override
    public Admission offer(InboundRecord record, Acceptance acceptance) {
        Acceptance now = null;
        boolean refuse;
        Admission answer;
        synchronized (this) {
            if (failure != null) {
                Error thrown = failure;
                failure = null;
                throw thrown;
            }
            if (throwing) {
                throwing = false;
                throw new IllegalStateException("the door is broken, by order of the test");
            }
            records.add(record);
            refuse = refusing;
            if (holding) {
                held.add(acceptance);
            } else {
                now = acceptance;
            }
            answer = full ? Admission.TAKEN_NOW_WAIT : Admission.TAKEN;
        }
        if (now != null && refuse) {
            now.refused("by order of the test");
        } else if (now != null) {
            now.accepted(1);
        }
        return answer;
    }

    @Override
    public void onRoom(Runnable whenRoom) {
        boolean now;
        synchronized (this) {
            now = !full;
            if (full) {
                waiting.add(whenRoom);
            }
        }
        if (now) {
            whenRoom.run();
        }
    }

    @Override
    public synchronized boolean beforeCommit(Runnable lastCall) {
        if (puttingOff) {
            lastCalls.add(lastCall);
        }
        return puttingOff;
    }

    /// From now on each commit is put off.
    public synchronized void putOff() {
        puttingOff = true;
    }

    /// Calls those who asked to be, and returns how many.
    public int callLast() {
        List<Runnable> called;
        synchronized (this) {
            called = List.copyOf(lastCalls);
            lastCalls.clear();
        }
        called.forEach(Runnable::run);
        return called.size();
    }

    public synchronized List<InboundRecord> records() {
        return List.copyOf(records);
    }

    public synchronized int count() {
        return records.size();
    }

    /// The records of one address, in order.
    public synchronized List<InboundRecord> of(String address) {
        return records.stream().filter(record -> record.address().equals(address)).toList();
    }

    public synchronized void hold() {
        holding = true;
    }

    public synchronized void throwOnce() {
        throwing = true;
    }

    public synchronized void throwOnce(Error error) {
        failure = error;
    }

    public synchronized void refuse(boolean refuse) {
        refusing = refuse;
    }

    public synchronized void fill() {
        full = true;
    }

    public void makeRoom() {
        List<Runnable> told;
        synchronized (this) {
            full = false;
            told = List.copyOf(waiting);
            waiting.clear();
        }
        told.forEach(Runnable::run);
    }

    /// Accepts the first that was held back.
    public void releaseOne() {
        Acceptance first;
        synchronized (this) {
            first = held.removeFirst();
        }
        first.accepted(1);
    }

    /// Refuses what was held back; from now on accepts at once.
    public void refuseHeld() {
        List<Acceptance> refused;
        synchronized (this) {
            holding = false;
            refused = List.copyOf(held);
            held.clear();
        }
        refused.forEach(acceptance -> acceptance.refused("by order of the test"));
    }

    /// Accepts what was held back, and from now on at once.
    public void release() {
        List<Acceptance> freed;
        synchronized (this) {
            holding = false;
            freed = List.copyOf(held);
            held.clear();
        }
        freed.forEach(acceptance -> acceptance.accepted(1));
    }
}
