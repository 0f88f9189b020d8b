package org.fieldproof.views.devices;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.command.Outcome.WritableTag;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.views.action.KeyScope;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.control.FactSheet;
import org.fieldproof.views.control.FilterBar;
import org.fieldproof.views.control.KpiTile;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.filter.Measure;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.perspective.Perspective;
import org.fieldproof.views.place.PerspectiveId;
import org.fieldproof.views.plant.Branch;
import org.fieldproof.views.plant.Locations;
import org.fieldproof.views.plant.Plant;
import org.fieldproof.views.writing.Writables;
import org.fieldproof.views.writing.WriteAct;

/// Every device: its line, its identity, its age, and why it is silent.
public final class DevicesView implements Perspective {
    /// Has every peer examined.
    private static final String DOCTOR = "doctor/";

    private static final long DOCTOR_LIMIT_MILLIS = 10_000;

    /// Leads to a place of the plant.
    private static final String AREA = "area/";

    /// The column of where a device stands.
    private static final String LOCATION = "location";

    /// What the inspector says as well.
    private static final Set<String> DETAILS = Set.of("identity", "peer", "accepted", "reconnects");

    /// There is room for them beside the tree.
    private static final double WHOLE_WIDTH = 1_100;

    /// There is room for where devices stand as well.
    private static final double LOCATED_WIDTH = 900;

    private final Desk desk;
    private final DevicesViewModel model;
    private final BorderPane root = new BorderPane();
    private final RowTable<DeviceRow> table;
    private final FactSheet sheet = new FactSheet();
    private final FilterBar filter;
    private final KpiTile connected;
    private final KpiTile rate;
    private final KpiTile silent;
    private final KpiTile reconnects;
    private final DoctorFacts doctorFacts;
    private final FactSheet doctorSheet = new FactSheet();
    private final Button doctor;
    private final Writables writables;
    private final WriteAct writing;
    private final PlantPane plant;
    private final ToggleButton plantShown = new ToggleButton();
    private boolean examining;
    private boolean located;
    private Optional<Plant> shown = Optional.empty();

    public DevicesView(Desk desk) {
        this.desk = desk;
        model = new DevicesViewModel(desk);
        connected = tile("connected");
        rate = tile("rate");
        silent = tile("silent");
        reconnects = tile("reconnects");
        table = table();
        plant = new PlantPane(desk, this::narrow, table::requestFocus);
        doctorFacts = new DoctorFacts(desk);
        doctor = Parts.button(desk.text("devices.doctor.button"), this::examine);
        doctor.setId("devices-doctor");
        filter = desk.filter(table, "devices");
        plant.tree().follow(filter.text());
        table.sieve().onChanged(() -> plant.tree().follow(filter.text()));
        plantShown.setText(desk.text("devices.tree.button"));
        plantShown.setId("devices-tree-button");
        plantShown.setOnAction(event -> showPlant(plantShown.isSelected()));
        writables = new Writables(desk);
        writing =
                new WriteAct(
                        desk,
                        "devices-write",
                        writables,
                        this::unwritable,
                        this::writable,
                        table::requestFocus);
        HBox tiles = new HBox(10, connected, rate, silent, reconnects);
        tiles.getChildren().forEach(tile -> HBox.setHgrow(tile, Priority.ALWAYS));
        VBox.setVgrow(table, Priority.ALWAYS);
        VBox list = new VBox(10, filter, table);
        list.setMinWidth(0);
        HBox.setHgrow(list, Priority.ALWAYS);
        HBox halves = new HBox(10, plant, list);
        VBox.setVgrow(halves, Priority.ALWAYS);
        VBox body = new VBox(10, tiles, halves);
        body.setStyle("-fx-padding: 0 14 12 14;");
        root.setTop(
                Parts.head(
                        new Label(desk.text("shell.perspective.devices")),
                        new Label(desk.text("devices.head.remark")),
                        plantShown,
                        Parts.telling(writing.button()),
                        Parts.telling(doctor)));
        root.setCenter(body);
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::plantKey);
        table.widthProperty().addListener((property, was, is) -> spare());
    }

    /// Shows the tree and goes there, or closes it again.
    private void plantKey(KeyEvent event) {
        boolean typed = event.getTarget() instanceof TextInputControl;
        if (!typed && desk.keys().pressed(KeyScope.DEVICES, event).isPresent()) {
            showPlant(!plant.isVisible());
            if (plant.isVisible()) {
                plant.enter();
            } else {
                table.requestFocus();
            }
            event.consume();
        }
    }

    private void showPlant(boolean wanted) {
        plant.want(wanted);
        desk.pulse().frame().ifPresent(this::show);
    }

    /// A place that was chosen in the tree: the filter says it, and what is worst off there is
    /// chosen in the list.
    private void narrow(PlantLine line) {
        lead(PlantTree.filterOf(line), plant.tree().branch(line));
    }

    private void lead(String text, Optional<Branch> place) {
        filter.write(text);
        String worst = place.map(Branch::worst).orElse("");
        if (worst.isEmpty()) {
            table.chooseFirst();
        } else {
            table.select(worst);
        }
    }

    /// What the inspector says as well, or the tree, makes room.
    private void spare() {
        Set<String> spared = new HashSet<>();
        if (plant.isVisible() && table.getWidth() < WHOLE_WIDTH) {
            spared.addAll(DETAILS);
        }
        if (!located || table.getWidth() < LOCATED_WIDTH) {
            spared.add(LOCATION);
        }
        table.spare(spared);
    }

    private KpiTile tile(String key) {
        return new KpiTile(desk.text("devices.tile." + key), desk.looks().palette());
    }

    private RowTable<DeviceRow> table() {
        RowTable<DeviceRow> made =
                new RowTable<DeviceRow>(
                                row -> row.connection() + "/" + row.id(),
                                desk.text("devices.table.empty"))
                        .column(
                                desk.text("devices.column.device"),
                                120,
                                DeviceRow::id,
                                row -> "fp-strong",
                                "fp-left")
                        .named("device")
                        .state(desk.text("devices.column.state"), 140, DeviceRow::state)
                        .named("state")
                        .text(desk.text("devices.column.class"), 60, DeviceRow::deviceClass)
                        .named("class")
                        .text(desk.text("devices.column.connection"), 100, DeviceRow::connection)
                        .named("connection")
                        .mono(desk.text("devices.column.identity"), 150, DeviceRow::shortIdentity)
                        .named("identity")
                        .mono(desk.text("devices.column.peer"), 215, DeviceRow::peer)
                        .named("peer")
                        .value(desk.text("devices.column.rate"), 70, DeviceRow::rate)
                        .named("rate", Measure.NUMBER)
                        .value(desk.text("devices.column.age"), 100, DeviceRow::age)
                        .named("age", Measure.SPAN)
                        .right(desk.text("devices.column.accepted"), 90, DeviceRow::accepted)
                        .named("accepted", Measure.NUMBER)
                        .right(desk.text("devices.column.reconnects"), 105, DeviceRow::reconnects)
                        .named("reconnects", Measure.NUMBER)
                        .text(desk.text("devices.column.why"), 140, DeviceRow::why)
                        .named("why")
                        .text(desk.text("devices.column.location"), 160, DeviceRow::location)
                        .named(LOCATION);
        made.setId("devices-table");
        made.getStyleClass().add("fp-panel");
        made.getSelectionModel()
                .selectedItemProperty()
                .addListener((property, was, is) -> showFacts());
        return made;
    }

    @Override
    public PerspectiveId id() {
        return PerspectiveId.DEVICES;
    }

    @Override
    public Node content() {
        return root;
    }

    @Override
    public Optional<Node> inspector() {
        return Optional.of(new VBox(10, writing.panel(), doctorSheet, sheet));
    }

    /// Examines everything that has a peer; the results stand above the facts of the device.
    private void examine() {
        examining = true;
        showDoctor();
        doctorSheet.show(doctorFacts.running());
        desk.commands()
                .send(
                        new Command.ExamineConnectors(List.of(), DOCTOR_LIMIT_MILLIS),
                        outcome -> {
                            examining = false;
                            showDoctor();
                            doctorSheet.show(
                                    outcome instanceof Outcome.Examined examined
                                            ? doctorFacts.of(examined.reports(), this::closeDoctor)
                                            : List.of());
                        });
    }

    private void closeDoctor() {
        doctorSheet.show(List.of());
    }

    @Override
    public void reveal(String object) {
        desk.pulse().frame().ifPresent(this::show);
        if (object.equals(DOCTOR)) {
            if (!doctor.isDisabled()) {
                examine();
            }
            return;
        }
        String name = object.substring(object.indexOf('/') + 1);
        if (object.startsWith(AREA)) {
            plant.tree().open(name);
            lead(Locations.filter(name), shown.flatMap(there -> there.at(name)));
            return;
        }
        table.reveal(name);
    }

    @Override
    public boolean looksBack() {
        return true;
    }

    @Override
    public void show(Frame frame) {
        GatewaySnapshot picture = desk.held().at(frame).snapshot();
        Plant now = Plant.of(picture);
        shown = Optional.of(now);
        Branch all = now.whole();
        connected.show(desk.text("devices.tile.of", all.connected(), all.devices()));
        rate.show(desk.figures().rate(all.perSecond()));
        silent.show(desk.figures().count(all.silent()));
        reconnects.show(desk.figures().count(all.reconnects()));
        located = now.isKnown();
        plant.show(now, desk.held().isBack());
        plantShown.setSelected(plant.isVisible());
        spare();
        table.update(model.rows(picture));
        if (table.selected().isEmpty() && !table.getItems().isEmpty()) {
            table.getSelectionModel().selectFirst();
        }
        showFacts();
        showDoctor();
        writing.show(frame);
    }

    /// The tags of the chosen device's connection.
    private List<WritableTag> writable() {
        return table.selected().map(row -> writables.of(row.connection())).orElse(List.of());
    }

    private String unwritable() {
        return table.selected()
                .map(row -> desk.text("writing.hindrance.device", row.connection()))
                .orElseGet(() -> desk.text("writing.hindrance.row"));
    }

    /// It examines what is there now.
    private void showDoctor() {
        Parts.hinder(doctor, examining ? desk.text("devices.doctor.running") : desk.lookingBack());
    }

    private void showFacts() {
        writing.hinder();
        table.selected().ifPresent(row -> sheet.show(model.facts(row)));
    }
}
