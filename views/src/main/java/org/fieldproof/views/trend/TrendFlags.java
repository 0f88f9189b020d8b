package org.fieldproof.views.trend;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.fieldproof.views.bridge.History;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.control.PlotFlag;
import org.fieldproof.views.perspective.Desk;
import org.jspecify.annotations.Nullable;

/// What happened and what persons have marked, in the marks and words of charts. Needs no toolkit.
public final class TrendFlags {

    private final Desk desk;

    public TrendFlags(Desk desk) {
        this.desk = desk;
    }

    static List<TrendPicture.Band> bands(History history, long now) {
        return history.outages().stream()
                .map(o -> new TrendPicture.Band(o.fromMillis(), o.open() ? now : o.toMillis()))
                .toList();
    }

    /// What happened, oldest first.
    public List<TrendFlag> of(History history) {
        return Stream.concat(
                        history.happenings().stream().map(this::flag),
                        desk.flags().stream()
                                .map(f -> new TrendFlag(f.atMillis(), f.glyph(), f.words(), 0)))
                .sorted(Comparator.comparingLong(TrendFlag::at))
                .toList();
    }

    private TrendFlag flag(History.Happening happening) {
        return switch (happening.kind()) {
            case ALARM_P1 -> alarm(happening, Mark.URGENT, 1);
            case ALARM_P2 -> alarm(happening, Mark.HIGH, 2);
            case ALARM_P3 -> alarm(happening, Mark.LOW, 3);
            case ALARM_P4 -> alarm(happening, Mark.NOTE, 4);
            case DRILL_BEGUN -> plain(happening, "D", "trend.flag.drillBegun");
            case DRILL_ENDED -> plain(happening, "E", "trend.flag.drillEnded");
            case APPLIED -> plain(happening, "R", "trend.flag.applied");
        };
    }

    private TrendFlag alarm(History.Happening happening, Mark mark, int ink) {
        String words = desk.text("trend.flag.alarm", happening.object(), happening.what());
        return new TrendFlag(happening.atMillis(), mark.glyph(), words, ink);
    }

    private TrendFlag plain(History.Happening happening, String glyph, String key) {
        return new TrendFlag(happening.atMillis(), glyph, desk.text(key, happening.what()), 0);
    }

    /// A moment in words, with what happened at it or very near.
    String words(@Nullable TrendPicture picture, long moment) {
        if (picture == null || moment < 0) {
            return "";
        }
        StringBuilder words =
                new StringBuilder(desk.figures().timeMillis(Instant.ofEpochMilli(moment)));
        long near = Math.round((picture.to() - picture.from()) * PlotFlag.NEAR_SHARE);
        for (TrendPicture.Band band : picture.bands()) {
            if (moment >= band.from() && moment <= band.to()) {
                words.append(" · ").append(desk.text("buffers.chart.cut"));
                break;
            }
        }
        for (TrendFlag flag : picture.flags()) {
            if (Math.abs(flag.at() - moment) <= near) {
                words.append(" · ").append(flag.words());
            }
        }
        return words.toString();
    }
}
