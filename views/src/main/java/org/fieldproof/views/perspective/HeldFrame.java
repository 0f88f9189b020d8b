package org.fieldproof.views.perspective;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.bridge.GatewayPulse;
import org.fieldproof.views.bridge.History;
import org.fieldproof.views.bridge.Past;
import org.fieldproof.views.bridge.Trends;
import org.fieldproof.views.control.Crosshair;
import org.jspecify.annotations.Nullable;

/// What the console goes on showing while it does not follow: the moment at which it was frozen, or
/// a second that lies back. Only figures stand still: choosing and filtering go on. There is one
/// for all views, so that all of them show the same moment. FX thread.
public final class HeldFrame {
    private final GatewayPulse pulse;
    private final Crosshair crosshair = new Crosshair();
    private final MarkerFlags flags = new MarkerFlags();
    private @Nullable Frame held;
    private @Nullable History source;
    private @Nullable Past past;
    private List<Trends.Pen> pens = List.of();
    private long frozenNanos;

    public HeldFrame(GatewayPulse pulse) {
        this.pulse = pulse;
    }

    /// The moment of what is shown that somebody points at.
    Crosshair crosshair() {
        return crosshair;
    }

    /// The moments that persons have marked, as every chart draws them.
    MarkerFlags flags() {
        return flags;
    }

    /// Holds what is shown now.
    ///
    /// @param nanos when that is, by the clock that durations are taken by
    public void freeze(long nanos) {
        follow();
        frozenNanos = nanos;
        // Charts stand still as well: what goes on being recorded is not theirs.
        held =
                pulse.frame()
                        .map(f -> new Frame(f.snapshot(), f.history().still(), f.now()))
                        .orElse(null);
        source = pulse.frame().map(Frame::history).orElse(null);
        pens = pulse.trends().still();
    }

    /// Holds a second as it was. Of one that was not seen there is nothing to be shown.
    public void lookBack(Past second) {
        follow();
        past = second;
        source = pulse.frame().map(Frame::history).orElse(null);
        held =
                pulse.frame()
                        .flatMap(
                                now ->
                                        second.picture()
                                                .map(
                                                        then ->
                                                                new Frame(
                                                                        then,
                                                                        now.history(),
                                                                        then.time())))
                        .orElse(null);
    }

    /// Lets go of it.
    public void follow() {
        held = null;
        source = null;
        past = null;
        pens = List.of();
    }

    /// What to show at this beat. What another gateway showed is not held.
    public Frame at(Frame beat) {
        if (source != null && source != beat.history()) {
            follow();
        }
        Frame present = held;
        return present == null ? beat : present;
    }

    /// The courses that go with it.
    public List<Trends.Pen> pens() {
        return isFrozen() ? pens : pulse.trends().pens();
    }

    public void removed(Trends.Pen pen) {
        pens = pens.stream().filter(each -> !each.isSame(pen)).toList();
    }

    public boolean isFrozen() {
        return held != null && past == null;
    }

    /// Whether a second is looked at that lies back.
    public boolean isBack() {
        return past != null;
    }

    /// Whether there is nothing to be shown, as the second that is looked at was not seen.
    public boolean isUnseen() {
        return past != null && held == null;
    }

    /// How long the view has been frozen; negative if it is not.
    public long frozenMillis(long nanos) {
        return isFrozen() ? (nanos - frozenNanos) / 1_000_000 : -1;
    }

    /// The second that is looked at, while one is that lies back.
    public Optional<Instant> moment() {
        return Optional.ofNullable(past).map(then -> Instant.ofEpochSecond(then.second()));
    }

    /// The second that is looked at.
    public Optional<Past> past() {
        return Optional.ofNullable(past);
    }
}
