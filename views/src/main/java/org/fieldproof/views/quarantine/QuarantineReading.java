package org.fieldproof.views.quarantine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fieldproof.api.command.Outcome.QuarantinedRecord;

/// Records of one lane's quarantine from a sequence number on, oldest first, as they are read page
/// by page. FX thread.
final class QuarantineReading {
    /// At most so many are read, and so many bytes of them: what is searched is held.
    static final int RECORDS_MAX = 10_000;

    private static final long BYTES_MAX = 64L << 20;

    /// A page with its rows.
    ///
    /// @param total in quarantine, whether read or not
    record Page(List<QuarantinedRecord> records, List<QuarantineRow> rows, long total) {
        Page {
            records = List.copyOf(records);
            rows = List.copyOf(rows);
        }
    }

    private final String lane;
    private final long from;
    private int wanted;
    private final Map<String, QuarantinedRecord> records = new LinkedHashMap<>();
    private final List<QuarantineRow> rows = new ArrayList<>();
    private long bytes;
    private long total;
    private boolean ended;

    /// @param from the first sequence number
    /// @param wanted how many are enough
    QuarantineReading(String lane, long from, int wanted) {
        this.lane = lane;
        this.from = from;
        this.wanted = wanted;
    }

    /// Of no lane.
    static QuarantineReading none() {
        return new QuarantineReading("", 1, 0);
    }

    void take(Page page, int asked) {
        for (int i = 0; i < page.records().size(); i++) {
            QuarantinedRecord each = page.records().get(i);
            records.put(page.rows().get(i).id(), each);
            rows.add(page.rows().get(i));
            bytes += each.record().payload().length;
        }
        total = page.total();
        ended = page.records().size() < asked;
    }

    /// More of it is wanted; ends at once if that is as much as is held.
    void want(int records) {
        wanted = Math.min(records, RECORDS_MAX);
        ended = false;
    }

    /// Others have come that were not read.
    void grown(long now) {
        ended &= now <= total;
        total = now;
    }

    boolean isWhole() {
        return ended || rows.size() >= wanted || isAtBound();
    }

    private boolean isAtBound() {
        return rows.size() >= RECORDS_MAX || bytes >= BYTES_MAX;
    }

    /// Whether some are behind those that were read.
    boolean isMore() {
        return from > 1 ? !ended : rows.size() < total;
    }

    /// Whether they can be read beside these.
    boolean goesOn() {
        return isMore() && !isAtBound();
    }

    /// The first sequence number behind those that were read.
    long next() {
        return records.values().stream()
                        .mapToLong(each -> each.record().seq())
                        .max()
                        .orElse(from - 1)
                + 1;
    }

    String lane() {
        return lane;
    }

    long from() {
        return from;
    }

    int size() {
        return rows.size();
    }

    long total() {
        return total;
    }

    Optional<QuarantinedRecord> record(String id) {
        return Optional.ofNullable(records.get(id));
    }

    List<QuarantineRow> rows() {
        return List.copyOf(rows);
    }
}
