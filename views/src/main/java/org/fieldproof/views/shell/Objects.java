package org.fieldproof.views.shell;

import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.snapshot.ConnectionSnapshot;
import org.fieldproof.api.snapshot.DeviceSnapshot;
import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.views.action.Action;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.place.PerspectiveId;

/// The running project's objects as places to go to.
final class Objects {

    private Objects() {}

    static List<Action> of(Desk desk, List<Action> more) {
        List<Action> all = new ArrayList<>(more);
        desk.pulse().frame().map(Frame::snapshot).ifPresent(picture -> add(desk, picture, all));
        return all;
    }

    private static void add(Desk desk, GatewaySnapshot picture, List<Action> all) {
        for (ConnectionSnapshot connection : picture.connections()) {
            all.add(
                    go(
                            desk,
                            "connection",
                            connection.id(),
                            connection.title(),
                            PerspectiveId.PIPELINES));
            for (DeviceSnapshot device : connection.devices()) {
                all.add(go(desk, "device", device.id(), device.identity(), PerspectiveId.DEVICES));
            }
        }
        for (LaneSnapshot lane : picture.lanes()) {
            all.add(go(desk, "lane", lane.id(), lane.title(), PerspectiveId.BUFFERS));
        }
        for (DrillSnapshot.Available drill : picture.drills().available()) {
            all.add(go(desk, "drill", drill.name(), drill.title(), PerspectiveId.DRILLS));
        }
    }

    private static Action go(
            Desk desk, String kind, String id, String keywords, PerspectiveId perspective) {
        String object = kind + "/" + id;
        return new Action(
                "object." + object,
                id,
                desk.text("shell.object." + kind),
                keywords,
                List.of(),
                () -> "",
                () -> desk.navigator().open(perspective, object));
    }
}
