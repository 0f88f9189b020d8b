package org.fieldproof.connector.kafka;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.api.spi.WriteOutcome.RefusedRecord;
import org.jspecify.annotations.Nullable;

/// What became of the messages of one batch, until all of them are settled (KAFK-L1).
/// `synchronized`, because the worker hands messages over while the producer's thread tells what
/// was answered.
final class BatchAnswers {
    /// Of one message.
    private enum Fate {
        /// To be handed to a producer, once or again.
        WAITS,
        UNDER_WAY,
        /// Stored, but maybe before something that comes again.
        HELD,
        SETTLED
    }

    private final List<FieldRecord> records;
    private final CompletableFuture<WriteOutcome> outcome;
    private final Fate[] fates;
    private final List<RefusedRecord> refused = new ArrayList<>();
    private @Nullable Problem unavailable;
    private int unsettled;

    BatchAnswers(List<FieldRecord> records, CompletableFuture<WriteOutcome> outcome) {
        this.records = records;
        this.outcome = outcome;
        this.fates = new Fate[records.size()];
        Arrays.fill(fates, Fate.WAITS);
        this.unsettled = fates.length;
    }

    FieldRecord record(int index) {
        return records.get(index);
    }

    int size() {
        return fates.length;
    }

    boolean isTold() {
        return outcome.isDone();
    }

    /// True if this one is to be handed over, which is then on the caller.
    synchronized boolean take(int index) {
        if (fates[index] != Fate.WAITS) {
            return false;
        }
        fates[index] = Fate.UNDER_WAY;
        return true;
    }

    /// Not stored, and neither refused: another producer will have it.
    synchronized void again(int index) {
        expectUnderWay(index);
        fates[index] = Fate.WAITS;
    }

    void acknowledged(int index) {
        settle(index);
    }

    void refused(int index, Problem why) {
        synchronized (this) {
            refused.add(new RefusedRecord(records.get(index).seq(), why));
        }
        settle(index);
    }

    /// The first reason is kept: later ones are its consequences.
    void unavailable(int index, Problem why) {
        synchronized (this) {
            if (unavailable == null) {
                unavailable = why;
            }
        }
        settle(index);
    }

    /// Stored, while another message waits for another producer.
    synchronized void held(int index) {
        expectUnderWay(index);
        fates[index] = Fate.HELD;
    }

    /// Decides on what is held: it comes again behind one of its device that does, and is settled
    /// where none does.
    ///
    /// @param waiting devices of which an earlier message waits; those of this batch are added
    void decide(Set<String> waiting) {
        for (int i = 0; i < fates.length; i++) {
            if (isSettledNow(i, waiting)) {
                settle(i);
            }
        }
    }

    private synchronized boolean isSettledNow(int index, Set<String> waiting) {
        String device = records.get(index).device();
        if (fates[index] == Fate.HELD) {
            boolean again = waiting.contains(device);
            fates[index] = again ? Fate.WAITS : Fate.UNDER_WAY;
            return !again;
        }
        if (fates[index] == Fate.WAITS) {
            waiting.add(device);
        }
        return false;
    }

    /// Nothing will be handed over or answered any more.
    void giveUp(Problem why) {
        outcome.complete(new WriteOutcome.Unavailable(why));
    }

    private void expectUnderWay(int index) {
        if (fates[index] != Fate.UNDER_WAY) {
            throw new IllegalStateException("a message was answered twice");
        }
    }

    /// The outcome is told without the lock: whoever hears of it may ask for anything.
    private void settle(int index) {
        WriteOutcome result;
        synchronized (this) {
            expectUnderWay(index);
            fates[index] = Fate.SETTLED;
            unsettled--;
            if (unsettled > 0) {
                return;
            }
            result =
                    unavailable != null
                            ? new WriteOutcome.Unavailable(unavailable)
                            : refused.isEmpty()
                                    ? new WriteOutcome.Durable()
                                    : new WriteOutcome.Refused(refused);
        }
        outcome.complete(result);
    }
}
