package org.fieldproof.views.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.HopSnapshot;
import org.fieldproof.api.snapshot.LatencySpread;
import org.fieldproof.api.snapshot.LatencyStats;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.bridge.History;
import org.fieldproof.views.bridge.Past;
import org.fieldproof.views.fake.FakeDesk;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: somebody is told that a change made it faster, and it did not.
final class CompareModelTest {
    private static final int SECONDS = 20;
    private static final int CHANGED = 10;

    private final FakeDesk fake = new FakeDesk(Locale.ENGLISH);
    private final Instant start = fake.frame().now();
    private final CompareModel model = new CompareModel(fake.desk, new LatencyViewModel(fake.desk));

    /// So many seconds of one hop: a third of the records slow, and fewer and faster ones from a
    /// moment on.
    private Frame planted(long fast, long slow) {
        History history = new History();
        GatewaySnapshot last = fake.workspace.gateway.snapshot();
        for (int second = 1; second <= SECONDS; second++) {
            long[] counts = new long[LatencySpread.BUCKETS];
            boolean after = second > CHANGED;
            counts[after ? 8 : 10] = fast;
            counts[after ? 14 : 20] = slow;
            HopSnapshot hop =
                    new HopSnapshot(
                            HopSnapshot.Hop.ACCEPT_TO_DELIVERED,
                            "upstream",
                            LatencyStats.NONE,
                            10,
                            new LatencySpread(second, counts));
            last = picture(start.plusSeconds(second), hop);
            history.record(last);
        }
        return new Frame(last, history, last.time());
    }

    private GatewaySnapshot picture(Instant at, HopSnapshot hop) {
        GatewaySnapshot like = fake.workspace.gateway.snapshot();
        return new GatewaySnapshot(
                like.revision(),
                at,
                like.project(),
                like.title(),
                like.contentHash(),
                like.dataDirectory(),
                like.state(),
                like.log(),
                like.process(),
                like.connections(),
                like.lanes(),
                List.of(hop),
                like.links(),
                like.alarms(),
                like.drills(),
                like.writing(),
                like.markers(),
                like.faults(),
                like.lastEventSeq());
    }

    private List<CompareRow> rows(long fast, long slow) {
        fake.workspace.gateway.submit(
                new Command.SetMarker(start.plusSeconds(CHANGED), "new filter"));
        fake.desk.pulse().tick();
        Frame frame = planted(fast, slow);
        assertThat(model.markers()).hasSize(1);
        BeforeAfter windows = model.windows(model.kept(frame), model.markers().getFirst());
        assertThat(windows.seconds()).isEqualTo(CHANGED);
        return model.rows(frame, windows);
    }

    @Test
    void figuresComeFromTheMergedCountsOfEachSide() {
        List<CompareRow> rows = rows(20, 10);
        String fastBefore = limit(11);
        String fastAfter = limit(9);
        assertThat(rows)
                .extracting(CompareRow::side)
                .containsExactly("before", "after", "difference");
        assertThat(rows).extracting(CompareRow::count).containsExactly("300", "300", "0");
        assertThat(rows.get(0).p50()).isEqualTo(fastBefore);
        assertThat(rows.get(1).p50()).isEqualTo(fastAfter);
        assertThat(rows.get(2).p50()).isEqualTo("\u2212" + limit(ends(11) - ends(9)));
        assertThat(rows.get(0).p95()).isEqualTo(limit(21)).isEqualTo(rows.get(0).max());
        assertThat(rows.get(1).p99()).isEqualTo(limit(15));
        assertThat(rows.get(2).max()).isEqualTo("\u2212" + limit(ends(21) - ends(15)));
    }

    @Test
    void aP99OfFewSamplesIsInBracketsOnItsSideAndInTheDifference() {
        List<CompareRow> rows = rows(5, 4);
        assertThat(rows).extracting(CompareRow::count).containsExactly("90", "90", "0");
        assertThat(rows).extracting(CompareRow::p99).allMatch(p99 -> p99.startsWith("("));
        assertThat(rows).extracting(CompareRow::p99Class).containsOnly("fp-muted");
    }

    @Test
    void whereNothingCameThereIsNoFigureAndNoDifference() {
        List<CompareRow> rows = rows(0, 0);
        assertThat(rows).extracting(CompareRow::p50).containsOnly("–");
        assertThat(rows).extracting(CompareRow::p99).containsOnly("–");
    }

    @Test
    void whichSecondsAreComparedIsSaid() {
        rows(20, 10);
        Frame frame = planted(20, 10);
        String said =
                model.remark(
                        Optional.of(model.windows(model.kept(frame), model.markers().getFirst())));
        assertThat(said).startsWith("10 s before and 10 s after, from ").contains("1.41");
    }

    /// Harm: whoever looks back reads figures of what came later beside a chart of then.
    @Test
    void whoLooksBackIsNotToldWhatCameLater() {
        Frame frame = planted(20, 10);
        Instant then = start.plusSeconds(15);
        Frame back = new Frame(frame.snapshot(), frame.history(), then);
        assertThat(model.kept(back)).hasSize(SECONDS);
        fake.desk
                .held()
                .lookBack(
                        new Past(
                                then.getEpochSecond(),
                                Optional.of(frame.snapshot()),
                                Optional.empty(),
                                0));
        assertThat(model.kept(back)).hasSize(15);
    }

    private String limit(int bucket) {
        return limit(ends(bucket));
    }

    private static double ends(int bucket) {
        return LatencySpread.fromMillis(bucket);
    }

    private String limit(double millis) {
        return fake.desk.figures().limit(millis);
    }
}
