package org.fieldproof.connector.influx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.WriteOutcome.RefusedRecord;
import org.jspecify.annotations.Nullable;

/// Sends the lines of one batch and finds those that the server refuses.
///
/// A 400 says that something in the request was refused and not what; the other lines may be
/// stored or not ("partial write"). So the halves are sent again until a refusal stands alone
/// (law INFL-L4); a point that is written twice is the same point. Confined to the sink's
/// worker.
final class LineSender {
    private static final Pattern DROPPED = Pattern.compile("dropped=(\\d+)");

    private final InfluxHttp http;
    private final InfluxProblems problems;
    private final PointWriter writer;
    private final LineBuffer buffer = new LineBuffer();
    private final List<FieldRecord> records = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>();
    private final List<RefusedRecord> refused = new ArrayList<>();
    private long tooOld;

    LineSender(InfluxHttp http, InfluxProblems problems, PointWriter writer) {
        this.http = http;
        this.problems = problems;
        this.writer = writer;
    }

    /// Sends all of it.
    ///
    /// @return null if every line was stored or refused, else why the destination is not usable
    @Nullable Problem send(List<FieldRecord> batch) throws IOException {
        buffer.truncate(0);
        records.clear();
        ends.clear();
        refused.clear();
        tooOld = 0;
        for (FieldRecord record : batch) {
            String fault = writer.write(record, buffer);
            if (fault.isEmpty()) {
                records.add(record);
                ends.add(buffer.size());
            } else {
                refused.add(new RefusedRecord(record.seq(), problems.unwritable(fault)));
            }
        }
        return records.isEmpty() ? null : send(0, records.size());
    }

    /// Refused by the last [#send(List)]; those beyond retention among them.
    List<RefusedRecord> refused() {
        return List.copyOf(refused);
    }

    /// How many of the refused are beyond retention.
    long tooOld() {
        return tooOld;
    }

    private @Nullable Problem send(int from, int to) throws IOException {
        int start = from == 0 ? 0 : ends.get(from - 1);
        InfluxHttp.Answer answer = http.write(buffer.array(), start, ends.get(to - 1));
        int status = answer.status();
        if (status == 204 || status == 200) {
            return null;
        }
        boolean some = status == 400 || status == 422 || status == 413;
        if (!some) {
            return problems.of(answer);
        }
        if (status != 413 && beyondRetention(answer.body(), to - from)) {
            for (int i = from; i < to; i++) {
                refuse(i, problems.beyondRetention());
            }
            tooOld += to - from;
            return null;
        }
        if (to - from > 1) {
            int middle = (from + to) >>> 1;
            @Nullable Problem first = send(from, middle);
            return first != null ? first : send(middle, to);
        }
        refuse(from, reason(answer));
        return null;
    }

    /// True where every point of a request was too old.
    private static boolean beyondRetention(String body, int lines) {
        Matcher dropped = DROPPED.matcher(body);
        return body.contains("beyond retention")
                && dropped.find()
                && dropped.group(1).equals(Integer.toString(lines));
    }

    private Problem reason(InfluxHttp.Answer answer) {
        if (answer.status() == 413) {
            return problems.unwritable("the server finds its line too large");
        }
        return answer.body().contains("type conflict")
                ? problems.typeConflict(answer.body())
                : problems.refusedLine(answer.body());
    }

    private void refuse(int at, Problem why) {
        refused.add(new RefusedRecord(records.get(at).seq(), why));
    }
}
