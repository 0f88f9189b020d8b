package org.fieldproof.connector.influx;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fieldproof.api.project.Problem;
import org.jspecify.annotations.Nullable;

/// Sends the lines of one request and finds those that the server refuses.
///
/// A 400 says that something in the request was refused and not what; the other lines may be
/// stored or not ("partial write"). So the halves are sent again until a refusal stands alone
/// (law INFL-L4); a point that is written twice is the same point. One request at a time.
final class LineSender {
    private static final Pattern DROPPED = Pattern.compile("dropped=(\\d+)");

    private final InfluxHttp http;
    private final InfluxProblems problems;

    LineSender(InfluxHttp http, InfluxProblems problems) {
        this.http = http;
        this.problems = problems;
    }

    /// Sends all of it.
    ///
    /// @return null if every line was stored or refused, else why the destination is not usable
    @Nullable Problem send(RequestLines lines) throws IOException {
        return lines.size() == 0 ? null : send(lines, 0, lines.size());
    }

    private @Nullable Problem send(RequestLines lines, int from, int to) throws IOException {
        InfluxHttp.Answer answer = http.write(lines.bytes(), lines.start(from), lines.start(to));
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
                lines.refuse(i, problems.beyondRetention());
            }
            lines.tooOld(to - from);
            return null;
        }
        if (to - from > 1) {
            int middle = (from + to) >>> 1;
            @Nullable Problem first = send(lines, from, middle);
            return first != null ? first : send(lines, middle, to);
        }
        lines.refuse(from, reason(answer));
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
}
