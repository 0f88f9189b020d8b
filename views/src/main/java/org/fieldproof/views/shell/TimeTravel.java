package org.fieldproof.views.shell;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fieldproof.api.project.Problem;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.bridge.History;
import org.fieldproof.views.bridge.Recording;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.trend.TrendFlag;
import org.fieldproof.views.trend.TrendFlags;

/// Leads through the last hour, second by second, and holds the one that was chosen for all views.
/// Needs no toolkit. FX thread.
final class TimeTravel {

    static final long MINUTE = 60;

    private static final long SPAN_MIN = 5 * MINUTE;

    private final Desk desk;
    private final TrendFlags flags;
    private boolean open;

    TimeTravel(Desk desk) {
        this.desk = desk;
        flags = new TrendFlags(desk);
    }

    /// What can be chosen from.
    ///
    /// @param fromSecond where it begins; nothing may have been seen there yet
    /// @param chosen -1 while the view follows
    /// @param gaps seconds that were not seen
    /// @param faults times in which a line was faulted
    record Span(
            long fromSecond,
            long toSecond,
            long firstSeen,
            long chosen,
            List<Recording.Gap> gaps,
            List<History.Outage> faults,
            List<TrendFlag> flags) {}

    boolean isOpen() {
        return open;
    }

    /// Begins where the view stands now.
    void open() {
        open = true;
        if (desk.held().isFrozen()) {
            to(shown());
        }
    }

    /// Ends it; the view follows.
    void close() {
        open = false;
        live();
    }

    void live() {
        desk.held().follow();
    }

    /// Why nothing that runs is acted on while a second is looked at that lies back.
    Optional<Problem> hindrance() {
        return desk.held()
                .moment()
                .map(
                        moment ->
                                Problem.error(
                                        "APP-0913",
                                        "console",
                                        "The figures in view are of "
                                                + desk.figures().time(moment, desk.clock().now())
                                                + ", and this would act now.",
                                        "Press Live, look at what is, and act on that."));
    }

    private static long second(Instant moment) {
        return Math.floorDiv(moment.toEpochMilli(), 1000L);
    }

    /// The second whose picture is the first to show what happened at a moment: a picture is taken
    /// where its second begins.
    static long shows(long millis) {
        return Math.floorDiv(millis, 1000L) + 1;
    }

    private Recording recording() {
        return desk.pulse().recording();
    }

    /// The second that is chosen; -1 while the view follows.
    long chosen() {
        return desk.held().moment().map(TimeTravel::second).orElse(-1L);
    }

    /// The second that is in view because it is chosen or the view is frozen; -1 while it follows.
    long shown() {
        return desk.held().isFrozen()
                ? desk.pulse()
                        .frame()
                        .map(desk.held()::at)
                        .map(frozen -> second(frozen.snapshot().time()))
                        .orElse(-1L)
                : chosen();
    }

    /// Goes to a second, seen or not; beyond the newest is the present.
    void to(long wanted) {
        long last = recording().last();
        if (last < 0) {
            return;
        }
        if (wanted > last) {
            live();
            return;
        }
        long second = Math.max(wanted, recording().first());
        if (second != chosen()) {
            open = true;
            desk.held().lookBack(recording().at(second));
        }
    }

    void step(long seconds) {
        long shown = shown();
        if (shown >= 0) {
            to(shown + seconds);
        } else if (seconds < 0) {
            to(recording().last() + seconds);
        }
    }

    void first() {
        to(recording().first());
    }

    /// Goes to the next moment at which something happened; beyond the last one is the present.
    void mark(boolean onward) {
        long from = shown() < 0 ? recording().last() + 1 : shown();
        long first = recording().first();
        Stream<Long> marks =
                marks().filter(each -> each >= first && (onward ? each > from : each < from));
        (onward ? marks.min(Long::compare) : marks.max(Long::compare))
                .ifPresentOrElse(
                        this::to,
                        () -> {
                            if (onward) {
                                live();
                            } else {
                                desk.toasts().show(desk.text("time.mark.none"));
                            }
                        });
    }

    private Stream<Long> marks() {
        return Stream.concat(
                        happened(), desk.markers().stream().map(each -> each.at().toEpochMilli()))
                .map(TimeTravel::shows);
    }

    private Stream<Long> happened() {
        return desk.pulse().frame().map(Frame::history).stream()
                .flatMap(
                        history ->
                                Stream.concat(
                                        history.happenings().stream()
                                                .map(History.Happening::atMillis),
                                        history.outages().stream()
                                                .flatMap(
                                                        o ->
                                                                Stream.of(
                                                                        o.fromMillis(),
                                                                        o.toMillis()))));
    }

    /// Goes from a second that was not seen to the nearest one that was.
    void seen(boolean onward) {
        long chosen = chosen();
        for (Recording.Gap gap : recording().gaps()) {
            if (gap.fromSecond() <= chosen && chosen <= gap.toSecond()) {
                to(onward ? gap.toSecond() + 1 : gap.fromSecond() - 1);
                return;
            }
        }
    }

    /// The time around the chosen second in which nothing was seen.
    String gapWords() {
        long chosen = chosen();
        return recording().gaps().stream()
                .filter(gap -> gap.fromSecond() <= chosen && chosen <= gap.toSecond())
                .findFirst()
                .map(
                        gap ->
                                desk.text(
                                        "time.gap.text",
                                        time(gap.fromSecond()),
                                        time(gap.toSecond() + 1)))
                .orElse("");
    }

    String time(long second) {
        return desk.figures().time(Instant.ofEpochSecond(second), desk.clock().now());
    }

    /// What there is to choose from at a beat.
    Span span(Frame beat) {
        long now = second(beat.now());
        long first = recording().first() < 0 ? now : recording().first();
        long chosen = shown();
        long from = Math.min(first, now - SPAN_MIN);
        return new Span(
                chosen < 0 ? from : Math.min(from, chosen),
                Math.max(now, recording().last()),
                first,
                chosen,
                recording().gaps(),
                beat.history().outages(),
                flags.of(beat.history()));
    }

    /// How long ago it is, in words.
    String ago(Frame beat) {
        long chosen = shown();
        return chosen < 0
                ? desk.text("time.bar.follows")
                : desk.text(
                        "time.bar.ago",
                        desk.figures().exactSpan(Math.max(0, second(beat.now()) - chosen)));
    }

    /// What else is to be known of what is shown.
    ///
    /// @param looksBack whether the page in view shows that second, and not the present
    String remark(Frame beat, boolean looksBack) {
        if (chosen() < 0) {
            return desk.text(shown() < 0 ? "time.remark.follows" : "time.remark.frozen");
        }
        if (!looksBack) {
            return desk.text("time.remark.now");
        }
        if (desk.held().isUnseen()) {
            return desk.text("time.remark.unseen");
        }
        Frame seen = desk.held().at(beat);
        StringBuilder words = new StringBuilder();
        for (TrendFlag flag : flags.of(beat.history())) {
            if (shows(flag.at()) == chosen()) {
                words.append(flag.words()).append(" \u00b7 ");
            }
        }
        long pictured = second(seen.now());
        if (pictured != chosen()) {
            words.append(desk.text("time.remark.older", time(pictured))).append(" \u00b7 ");
        }
        String hash = seen.snapshot().contentHash();
        if (!hash.equals(beat.snapshot().contentHash())) {
            words.append(desk.text("time.remark.revision", TopBar.shortened(hash)));
            words.append(" \u00b7 ");
        }
        return words.append(desk.text("time.remark.then")).toString();
    }
}
