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
            String id = connection.id();
            all.add(go(desk, "connection", id, id, connection.title(), PerspectiveId.PIPELINES));
            for (DeviceSnapshot device : connection.devices()) {
                // Two connections may have devices of the same name.
                all.add(
                        go(
                                desk,
                                "device",
                                id + "/" + device.id(),
                                device.id(),
                                id + " " + device.identity(),
                                PerspectiveId.DEVICES));
            }
        }
        for (LaneSnapshot lane : picture.lanes()) {
            all.add(go(desk, "lane", lane.id(), lane.id(), lane.title(), PerspectiveId.BUFFERS));
        }
        for (DrillSnapshot.Available drill : picture.drills().available()) {
            String name = drill.name();
            all.add(go(desk, "drill", name, name, drill.title(), PerspectiveId.DRILLS));
        }
    }

    private static Action go(
            Desk desk,
            String kind,
            String name,
            String label,
            String keywords,
            PerspectiveId perspective) {
        String object = kind + "/" + name;
        return new Action(
                "object." + object,
                label,
                desk.text("shell.object." + kind),
                keywords,
                List.of(),
                () -> "",
                () -> desk.navigator().open(perspective, object));
    }
}
