package org.fieldproof.views;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.fieldproof.views.alarms.AlarmsView;
import org.fieldproof.views.buffers.BuffersView;
import org.fieldproof.views.devices.DevicesView;
import org.fieldproof.views.drills.DrillsView;
import org.fieldproof.views.evidence.EvidenceView;
import org.fieldproof.views.latency.LatencyView;
import org.fieldproof.views.live.LiveView;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.perspective.Perspective;
import org.fieldproof.views.pipelines.PipelinesView;
import org.fieldproof.views.place.PerspectiveId;
import org.fieldproof.views.settings.SettingsView;

/// The one place where a perspective is registered.
final class Perspectives {

    private Perspectives() {}

    static Map<PerspectiveId, Function<Desk, Perspective>> registry() {
        Map<PerspectiveId, Function<Desk, Perspective>> registry =
                new EnumMap<>(PerspectiveId.class);
        registry.put(PerspectiveId.PIPELINES, PipelinesView::new);
        registry.put(PerspectiveId.BUFFERS, BuffersView::new);
        registry.put(PerspectiveId.DRILLS, DrillsView::new);
        registry.put(PerspectiveId.EVIDENCE, EvidenceView::new);
        registry.put(PerspectiveId.ALARMS, AlarmsView::new);
        registry.put(PerspectiveId.DEVICES, DevicesView::new);
        registry.put(PerspectiveId.LATENCY, LatencyView::new);
        registry.put(PerspectiveId.LIVE, LiveView::new);
        registry.put(PerspectiveId.SETTINGS, SettingsView::new);
        return registry;
    }
}
