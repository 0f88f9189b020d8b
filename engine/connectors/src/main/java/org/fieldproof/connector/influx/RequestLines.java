package org.fieldproof.connector.influx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.WriteOutcome.RefusedRecord;

/// The lines of one request, made of one batch or of several that waited, and what was refused of
/// each. Belongs to the worker while it is filled and after the request, and to the request in
/// between.
final class RequestLines {
    private static final int SHARED_LINES_MAX = 5_000;
    private static final int SHARED_BYTES_MAX = 1 << 20;
    private static final int FIRST_LINES = 256;
    private static final int KEPT_LINES_MAX = 1 << 16;

    private final InfluxProblems problems;
    private final LineBuffer buffer = new LineBuffer();
    private List<FieldRecord> records = new ArrayList<>();
    private final List<List<RefusedRecord>> refused = new ArrayList<>();
    private int[] ends = new int[FIRST_LINES];
    private int[] batchEnds = new int[16];
    private long tooOld;

    RequestLines(InfluxProblems problems) {
        this.problems = problems;
    }

    /// Keeps nothing of a request, nor the room that only a large one needs.
    void clear() {
        buffer.clear();
        records.clear();
        refused.clear();
        if (ends.length > KEPT_LINES_MAX) {
            ends = new int[FIRST_LINES];
            records = new ArrayList<>();
        }
        tooOld = 0;
    }

    /// Adds a batch; a record that cannot be a line is refused.
    void add(List<FieldRecord> batch, PointWriter writer) {
        List<RefusedRecord> faults = new ArrayList<>(0);
        for (FieldRecord record : batch) {
            String fault = writer.write(record, buffer);
            if (!fault.isEmpty()) {
                faults.add(new RefusedRecord(record.seq(), problems.unwritable(fault)));
                continue;
            }
            if (records.size() == ends.length) {
                ends = Arrays.copyOf(ends, 2 * ends.length);
            }
            ends[records.size()] = buffer.size();
            records.add(record);
        }
        if (refused.size() == batchEnds.length) {
            batchEnds = Arrays.copyOf(batchEnds, 2 * batchEnds.length);
        }
        batchEnds[refused.size()] = records.size();
        refused.add(faults);
    }

    /// True while another batch may share the request.
    boolean hasRoom() {
        return records.size() < SHARED_LINES_MAX && buffer.size() < SHARED_BYTES_MAX;
    }

    int size() {
        return records.size();
    }

    byte[] bytes() {
        return buffer.array();
    }

    /// Where the line of that number begins.
    int start(int line) {
        return line == 0 ? 0 : ends[line - 1];
    }

    void refuse(int line, Problem why) {
        int batch = 0;
        while (batchEnds[batch] <= line) {
            batch++;
        }
        refused.get(batch).add(new RefusedRecord(records.get(line).seq(), why));
    }

    void tooOld(int lines) {
        tooOld += lines;
    }

    /// How many of the refused are beyond retention.
    long tooOld() {
        return tooOld;
    }

    /// What was refused of a batch, in the order in which batches were added.
    List<RefusedRecord> refusedOf(int batch) {
        return refused.get(batch);
    }
}
