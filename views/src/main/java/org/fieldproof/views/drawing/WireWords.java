package org.fieldproof.views.drawing;

import org.fieldproof.api.snapshot.ConnectionSnapshot;
import org.fieldproof.api.snapshot.DeviceSnapshot;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.views.drawing.WireFigure.Look;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.i18n.Texts;

/// What runs along a wire, by the picture of the gateway. Needs no toolkit.
public record WireWords(Texts texts, Figures figures) {

    /// What a connection brings in.
    public WireFigure accepted(ConnectionSnapshot of) {
        double rate = of.acceptedPerSecond();
        Look look =
                of.state() == ConnectorState.FAULTED
                        ? Look.ERROR
                        : of.waiting() ? Look.TROUBLE : rate > 0 ? Look.CALM : Look.STALE;
        long silent =
                of.devices().stream()
                        .mapToLong(DeviceSnapshot::lastSeenAgeMs)
                        .filter(age -> age >= 0)
                        .min()
                        .orElse(-1);
        return WireFigure.of(
                look, rate, look == Look.STALE && silent >= 0 ? stale(silent) : figures.rate(rate));
    }

    /// What is routed into a lane.
    public WireFigure routed(LaneSnapshot of) {
        double rate = of.routedPerSecond();
        return WireFigure.of(rate > 0 ? Look.CALM : Look.STALE, rate, figures.rate(rate));
    }

    /// The same, told with what holds its destination up, where both are one wire.
    public WireFigure routedOrHeld(LaneSnapshot of) {
        WireFigure routed = routed(of);
        return switch (of.state()) {
            case FAULTED -> WireFigure.of(Look.ERROR, of.routedPerSecond(), "");
            case DOWN, FULL -> WireFigure.of(Look.TROUBLE, of.routedPerSecond(), routed.label());
            default -> routed;
        };
    }

    /// What a lane delivers.
    ///
    /// @param held whether it cannot just now
    public WireFigure durable(LaneSnapshot of, boolean held) {
        double rate = of.durablePerSecond();
        if (of.state() == LaneState.FAULTED) {
            return WireFigure.of(Look.ERROR, rate, "");
        }
        return held
                ? WireFigure.of(Look.TROUBLE, rate, "")
                : WireFigure.of(rate > 0 ? Look.CALM : Look.STALE, rate, figures.rate(rate));
    }

    /// `stale 42 s`.
    public String stale(long ageMillis) {
        return texts.get("pipelines.wire.stale", figures.age(ageMillis));
    }
}
