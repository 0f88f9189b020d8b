package org.fieldproof.views.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.snapshot.AlarmSnapshot;
import org.fieldproof.api.snapshot.ConnectionSnapshot;
import org.fieldproof.api.snapshot.DeviceSnapshot;
import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.api.snapshot.MarkerSnapshot;
import org.fieldproof.views.action.Action;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.help.HelpPage;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.place.HelpTopic;
import org.fieldproof.views.place.PerspectiveId;
import org.fieldproof.views.plant.Branch;
import org.fieldproof.views.plant.Plant;

/// What the palette leads to besides what can be done: what runs, its values, settings, help.
/// Gathered when the palette opens. FX thread.
final class Objects {
    /// As many live addresses as are looked through.
    static final int ADDRESSES_MAX = 10_000;

    /// Places of the plant that are offered at most.
    private static final int PLACES_MAX = 1_000;

    private static final List<String> SETTINGS =
            List.of(
                    "theme",
                    "language",
                    "time",
                    "scale",
                    "keys",
                    "secrets",
                    "project",
                    "process",
                    "about");

    private final Desk desk;
    private final Supplier<List<Action>> page;
    private final Supplier<List<HelpPage>> help;
    private final Consumer<HelpTopic> explain;
    private List<Action> gathered = List.of();
    private List<Action> addresses = List.of();
    private int questions;

    /// @param page what can be done on the page in front
    /// @param explain opens a page of help
    Objects(
            Desk desk,
            Supplier<List<Action>> page,
            Supplier<List<HelpPage>> help,
            Consumer<HelpTopic> explain) {
        this.desk = desk;
        this.page = page;
        this.help = help;
        this.explain = explain;
    }

    /// What was gathered last.
    List<Action> all() {
        List<Action> all = new ArrayList<>(gathered);
        all.addAll(addresses);
        return all;
    }

    /// Looks at what there is now. Live addresses may be many and come a little later.
    ///
    /// @param come told when they are there
    void gather(Runnable come) {
        List<Action> all = new ArrayList<>(page.get());
        int mine = ++questions;
        addresses = List.of();
        desk.pulse()
                .frame()
                .map(Frame::snapshot)
                .ifPresent(
                        picture -> {
                            add(picture, all);
                            desk.commands()
                                    .lookQuietly(
                                            new Command.ReadLatest("#", ADDRESSES_MAX),
                                            this::addresses,
                                            found -> {
                                                if (mine == questions) {
                                                    addresses = found;
                                                    come.run();
                                                }
                                            });
                        });
        for (HelpPage each : help.get()) {
            all.add(
                    new Action(
                            "object.help/" + each.id(),
                            each.title(),
                            desk.text("shell.object.help"),
                            each.id(),
                            List.of(),
                            () -> "",
                            () -> explain.accept(new HelpTopic(each.id(), ""))));
        }
        gathered = all;
    }

    private void add(GatewaySnapshot picture, List<Action> all) {
        for (ConnectionSnapshot connection : picture.connections()) {
            String id = connection.id();
            all.add(go("connection", id, id, connection.title(), PerspectiveId.PIPELINES));
            for (DeviceSnapshot device : connection.devices()) {
                // Two connections may have devices of the same name.
                String words = id + " " + device.identity();
                String name = id + "/" + device.id();
                all.add(go("device", name, device.id(), words, PerspectiveId.DEVICES));
            }
        }
        for (Branch place : Plant.of(picture).places(PLACES_MAX)) {
            String words = place.path().replace('/', ' ');
            all.add(go("area", place.path(), place.path(), words, PerspectiveId.DEVICES));
        }
        for (LaneSnapshot lane : picture.lanes()) {
            all.add(go("lane", lane.id(), lane.id(), lane.title(), PerspectiveId.BUFFERS));
            all.add(pause(lane));
        }
        for (AlarmSnapshot alarm : picture.alarms()) {
            String words = alarm.object() + " " + alarm.condition();
            all.add(go("alarm", alarm.id(), alarm.id(), words, PerspectiveId.ALARMS));
        }
        for (MarkerSnapshot marker : desk.markers()) {
            String id = Long.toString(marker.id());
            all.add(go("marker", id, desk.name(marker), marker.by(), PerspectiveId.LATENCY));
        }
        for (DrillSnapshot.Available drill : picture.drills().available()) {
            String name = drill.name();
            all.add(go("drill", name, name, drill.title(), PerspectiveId.DRILLS));
        }
        for (DrillSnapshot.Result result : picture.drills().results()) {
            if (!result.evidence().isEmpty()) {
                String file = String.valueOf(Path.of(result.evidence()).getFileName());
                String words = result.id() + " " + result.name();
                all.add(go("evidence", result.evidence(), file, words, PerspectiveId.EVIDENCE));
            }
        }
        for (String setting : SETTINGS) {
            String label = desk.text("shell.setting." + setting);
            all.add(go("setting", setting, label, "settings", PerspectiveId.SETTINGS));
        }
    }

    private Action pause(LaneSnapshot lane) {
        boolean paused = lane.state() == LaneState.PAUSED;
        String act = desk.text(paused ? "pipelines.lane.resume" : "pipelines.lane.pause");
        return new Action(
                "object.pause/" + lane.id(),
                desk.text("shell.step.named", act, lane.id()),
                desk.text("shell.object.lane"),
                "pause resume",
                List.of(),
                desk::lookingBack,
                () ->
                        desk.commands()
                                .send(
                                        paused
                                                ? new Command.ResumeLane(lane.id())
                                                : new Command.PauseLane(lane.id()),
                                        this::report));
    }

    private void report(Outcome outcome) {
        if (outcome instanceof Outcome.Done(String message)) {
            desk.toasts().show(message);
        }
    }

    /// Any thread.
    private List<Action> addresses(Outcome outcome) {
        if (!(outcome instanceof Outcome.LatestRead read)) {
            return List.of();
        }
        List<Action> found = new ArrayList<>();
        for (Outcome.LatestValue value : read.values()) {
            FieldRecord record = value.record();
            String name = record.connection() + " " + record.address();
            String words = record.connection() + " " + record.device();
            found.add(go("address", name, record.address(), words, PerspectiveId.LIVE));
        }
        return found;
    }

    private Action go(
            String kind, String name, String label, String keywords, PerspectiveId perspective) {
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
