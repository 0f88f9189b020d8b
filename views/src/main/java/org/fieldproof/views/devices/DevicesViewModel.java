package org.fieldproof.views.devices;

import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.snapshot.ConnectionSnapshot;
import org.fieldproof.api.snapshot.DeviceSnapshot;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.views.control.Fact;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.control.StateText;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.perspective.Desk;

/// Every device. Needs no toolkit.
final class DevicesViewModel {

    private final Desk desk;
    private final Figures figures;

    DevicesViewModel(Desk desk) {
        this.desk = desk;
        figures = desk.figures();
    }

    /// Rows in the order of connections and ids, which never changes under the pointer.
    List<DeviceRow> rows(GatewaySnapshot picture) {
        List<DeviceRow> rows = new ArrayList<>();
        for (ConnectionSnapshot connection : picture.connections()) {
            for (DeviceSnapshot device : connection.devices()) {
                rows.add(row(connection, device));
            }
        }
        return rows;
    }

    private DeviceRow row(ConnectionSnapshot connection, DeviceSnapshot device) {
        return new DeviceRow(
                device.id(),
                connection.id(),
                state(device),
                device.deviceClass().name(),
                device.identity(),
                device.peer(),
                figures.age(device.lastSeenAgeMs()),
                figures.rateNumber(device.acceptedPerSecond()),
                figures.count(device.acceptedTotal()),
                figures.count(device.reconnects()),
                device.lastError(),
                device.location());
    }

    private StateText state(DeviceSnapshot device) {
        Mark mark =
                switch (device.state()) {
                    case CONNECTED -> Mark.RUN;
                    case STALE -> Mark.LOW;
                    case DISCONNECTED -> Mark.HIGH;
                };
        return new StateText(mark, desk.text("pipelines.device." + device.state().name()));
    }

    /// Why a device is as it is, and what to do.
    List<Fact> facts(DeviceRow row) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact.Heading(row.id()));
        facts.add(new Fact.State(row.state()));
        facts.add(new Fact.Section(desk.text("devices.section.why")));
        boolean fine = !row.state().mark().abnormal();
        facts.add(
                new Fact.Prose(
                        fine
                                ? desk.text("devices.why.fine")
                                : row.why().isEmpty() ? desk.text("devices.why.silent") : row.why(),
                        fine));
        if (!fine) {
            facts.add(new Fact.Prose(desk.text("devices.why.remedy", row.connection()), true));
        }
        facts.add(new Fact.Section(desk.text("pipelines.section.device")));
        facts.add(new Fact.Pair(desk.text("pipelines.fact.rate"), row.rate() + "/s", true));
        facts.add(new Fact.Pair(desk.text("pipelines.fact.accepted"), row.accepted(), true));
        facts.add(new Fact.Pair(desk.text("pipelines.fact.age"), row.age(), true));
        facts.add(new Fact.Pair(desk.text("pipelines.fact.reconnects"), row.reconnects(), false));
        facts.add(new Fact.Section(desk.text("pipelines.section.identity")));
        facts.add(new Fact.Pair(desk.text("pipelines.fact.class"), row.deviceClass(), false));
        facts.add(new Fact.Pair(desk.text("pipelines.fact.provenBy"), row.identity(), false));
        facts.add(new Fact.Pair(desk.text("pipelines.fact.peer"), row.peer(), false));
        facts.add(new Fact.Pair(desk.text("pipelines.fact.connection"), row.connection(), false));
        if (!row.location().isEmpty()) {
            facts.add(new Fact.Pair(desk.text("devices.fact.location"), row.location(), false));
        }
        return facts;
    }
}
