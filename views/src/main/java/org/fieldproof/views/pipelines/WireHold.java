package org.fieldproof.views.pipelines;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.record.FieldRecord;

/// Copies of what passes a wire, held in their order to be looked at one by one. The messages
/// themselves go on: nothing here reaches the gateway. Needs no toolkit; FX thread.
final class WireHold {
    /// More are not held at a time.
    static final int HELD_MAX = 20;

    private final WireLooks looks = new WireLooks();
    private final Predicate<Outcome.PassedRecord> wanted;
    private final List<FieldRecord> held = new ArrayList<>();
    private int at;
    private long seen;
    private long fitting;
    private long notKept;

    /// @param wanted which of them are held
    WireHold(Predicate<Outcome.PassedRecord> wanted) {
        this.wanted = wanted;
    }

    /// Holds what is new of one look, as long as there is room.
    void take(Outcome.WireInspected look) {
        for (Outcome.PassedRecord each : looks.take(look)) {
            seen++;
            if (wanted.test(each)) {
                fitting++;
                if (held.size() < HELD_MAX) {
                    held.add(each.record());
                } else {
                    notKept++;
                }
            }
        }
    }

    /// The copy that is looked at; empty while none is held.
    Optional<FieldRecord> present() {
        return held.isEmpty() ? Optional.empty() : Optional.of(held.get(at));
    }

    /// Which of those that are held it is, from 1 on.
    int number() {
        return held.isEmpty() ? 0 : at + 1;
    }

    int size() {
        return held.size();
    }

    /// To the one that came after it; after the last one, to the first.
    void next() {
        at = held.isEmpty() ? 0 : (at + 1) % held.size();
    }

    /// Drops the copy that is looked at, which makes room for another one.
    void letGo() {
        if (!held.isEmpty()) {
            held.remove(at);
            at = at < held.size() ? at : 0;
        }
    }

    /// How many passed since it began.
    long passed() {
        return Math.max(looks.passed(), seen);
    }

    /// How many of those that were seen fit the condition.
    long fitting() {
        return fitting;
    }

    /// How many fit and are not held, as there was no room.
    long notKept() {
        return notKept;
    }

    /// How many passed between two looks, so that nobody knows whether they fit.
    long unseen() {
        return passed() - seen;
    }
}
