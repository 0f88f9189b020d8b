package org.fieldproof.views;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.perspective.Perspective;
import org.fieldproof.views.pipelines.PipelinesView;
import org.fieldproof.views.place.PerspectiveId;

/// The one place where a perspective is registered.
final class Perspectives {

    private Perspectives() {}

    static Map<PerspectiveId, Function<Desk, Perspective>> registry() {
        Map<PerspectiveId, Function<Desk, Perspective>> registry =
                new EnumMap<>(PerspectiveId.class);
        registry.put(PerspectiveId.PIPELINES, PipelinesView::new);
        return registry;
    }
}
