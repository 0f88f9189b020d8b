package org.fieldproof.views.pipelines;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.record.FieldRecord;
import org.jspecify.annotations.Nullable;

/// What has come along a wire from one look to the next. The gateway is asked for its last records
/// again and again; what passed between two looks and is not kept any more is counted and missing.
/// Needs no toolkit; FX thread.
final class WireLooks {
    private @Nullable UUID epoch;
    private boolean begun;
    private long total;
    private long passed;
    private long lastSeq;

    /// Takes a look. The first one only says where it begins.
    ///
    /// @return what is new since the one before, oldest first
    List<Outcome.PassedRecord> take(Outcome.WireInspected look) {
        long before = total;
        total = look.passedTotal();
        if (begun) {
            // A gateway that has begun anew counts from nothing.
            passed += total < before ? total : total - before;
        }
        List<Outcome.PassedRecord> fresh =
                look.records().isEmpty() ? List.of() : fresh(look.records());
        List<Outcome.PassedRecord> wanted = begun ? fresh : List.of();
        begun = true;
        return wanted;
    }

    private List<Outcome.PassedRecord> fresh(List<Outcome.PassedRecord> newestFirst) {
        FieldRecord newest = newestFirst.getFirst().record();
        if (!newest.epoch().equals(epoch)) {
            epoch = newest.epoch();
            lastSeq = 0;
        }
        List<Outcome.PassedRecord> fresh = new ArrayList<>();
        for (Outcome.PassedRecord each : newestFirst.reversed()) {
            long seq = each.record().seq();
            // One that came while the gateway looked stands in the place of an old one, and comes
            // again with the next look.
            if (seq > lastSeq && seq <= newest.seq()) {
                fresh.add(each);
            }
        }
        lastSeq = Math.max(lastSeq, newest.seq());
        return fresh;
    }

    /// How many passed since the first look, by the gateway's count. It counts and lists at two
    /// moments, so that it may have listed one that it had not counted.
    long passed() {
        return passed;
    }
}
