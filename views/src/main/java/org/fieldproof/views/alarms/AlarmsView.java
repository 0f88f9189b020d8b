package org.fieldproof.views.alarms;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.WindowEvent;
import org.controlsfx.control.textfield.TextFields;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.snapshot.AlarmSnapshot;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.views.action.Action;
import org.fieldproof.views.action.LocalKey;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.bridge.Past;
import org.fieldproof.views.control.FactSheet;
import org.fieldproof.views.control.FilterBar;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.control.StateText;
import org.fieldproof.views.filter.Measure;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.perspective.Perspective;
import org.fieldproof.views.place.PerspectiveId;
import org.fieldproof.views.plant.Locations;

/// Alarms, and who did what.
public final class AlarmsView implements Perspective {

    private static final int AUDIT_MAX = 200;

    /// As many lines as the gateway has at hand.
    private static final int AUDIT_SEARCHED_MAX = 2_000;

    private static final long AUDIT_NANOS = 5_000_000_000L;

    /// The column of where an alarm's object stands.
    private static final String LOCATION = "location";

    /// There is room for it.
    private static final double LOCATED_WIDTH = 1_100;

    private final Desk desk;
    private final AlarmsViewModel model;
    private final BorderPane root = new BorderPane();
    private final Label headline = Parts.givingWay(new Label());
    private final RowTable<AlarmRow> table;
    private final RowTable<Outcome.AuditLine> audit;
    private final Label chain = Parts.label("", "fp-muted");
    private final AlarmActs acts;
    private final Button acknowledge;
    private final MenuButton shelve = new MenuButton();
    private final Button unshelve;
    private final TextField reason = TextFields.createClearableTextField();
    private final FactSheet sheet = new FactSheet();
    private final FilterBar auditFilter;
    private int auditLines = AUDIT_MAX;
    private long auditNanos;
    private boolean filled;
    private List<Outcome.AuditLine> trail = List.of();
    private Instant until = Instant.MAX;

    public AlarmsView(Desk desk) {
        this.desk = desk;
        auditNanos = desk.clock().nanoTime() - AUDIT_NANOS;
        model = new AlarmsViewModel(desk);
        reason.setPromptText(desk.text("alarms.shelve.reason"));
        reason.setId("alarm-reason");
        reason.setPrefColumnCount(18);
        table = table();
        table.arrange(model.groups());
        acts = new AlarmActs(desk, table, model.groups(), reason);
        acknowledge = button(LocalKey.ACKNOWLEDGE, "alarm-acknowledge");
        unshelve = button(LocalKey.UNSHELVE, "alarm-unshelve");
        audit = audit();
        auditFilter = desk.filter(audit, "audit");
        auditFilter.onFurther(() -> read(AUDIT_SEARCHED_MAX));
        audit.sieve().onChanged(this::auditFiltered);
        build();
    }

    private Button button(LocalKey key, String id) {
        Action action = acts.of(key);
        Button made = Parts.button(action.label(), () -> acts.run(action));
        made.setId(id);
        return made;
    }

    private void build() {
        shelve.setText(desk.text("alarms.shelve.button"));
        shelve.setId("alarm-shelve");
        shelve.setMinWidth(Region.USE_PREF_SIZE);
        shelve.getItems().setAll(acts.times());
        reason.setOnAction(event -> shelve.show());
        VBox.setVgrow(table, Priority.ALWAYS);
        VBox.setVgrow(audit, Priority.ALWAYS);
        audit.setPrefHeight(300);
        table.setPrefHeight(300);
        VBox body =
                new VBox(
                        10,
                        desk.filter(table, "alarms"),
                        table,
                        Parts.row(
                                Parts.label(desk.text("alarms.audit.title"), "fp-section"), chain),
                        auditFilter,
                        audit);
        body.setStyle("-fx-padding: 0 14 12 14;");
        root.setTop(
                Parts.head(
                        new Label(desk.text("shell.perspective.alarms")),
                        headline,
                        Parts.telling(acknowledge),
                        reason,
                        Parts.telling(shelve),
                        Parts.telling(unshelve)));
        root.setCenter(body);
        listen();
        choose();
    }

    /// Keys, a double click and the menu of the list.
    private void listen() {
        table.addEventHandler(KeyEvent.KEY_PRESSED, acts::key);
        table.onDoubleClick(
                row -> {
                    if (row.group() == null) {
                        acts.run(acts.of(LocalKey.ALARM_OBJECT));
                    }
                });
        table.onCell("object", this::toggle);
        Menu times = new Menu(desk.text("alarms.shelve.button"));
        times.getItems().setAll(acts.times());
        table.getContextMenu()
                .getItems()
                .addAll(
                        0,
                        List.of(
                                item(LocalKey.ALARM_OBJECT),
                                item(LocalKey.ALARMS_OPEN),
                                item(LocalKey.ALARMS_CLOSE),
                                item(LocalKey.ACKNOWLEDGE),
                                following(times, acts.of(LocalKey.SHELVE)),
                                item(LocalKey.UNSHELVE),
                                new SeparatorMenuItem()));
    }

    private void toggle(AlarmRow row) {
        if (row.group() != null) {
            acts.toggle(row);
        }
    }

    private MenuItem item(LocalKey key) {
        Action action = acts.of(key);
        MenuItem item = new MenuItem(action.label());
        item.setOnAction(event -> acts.run(action));
        return following(item, action);
    }

    /// Off while its action cannot be done, as it is when the menu opens.
    private MenuItem following(MenuItem item, Action action) {
        table.getContextMenu()
                .addEventHandler(
                        WindowEvent.WINDOW_SHOWING, event -> item.setDisable(!action.available()));
        return item;
    }

    private RowTable<AlarmRow> table() {
        RowTable<AlarmRow> made =
                new RowTable<AlarmRow>(AlarmRow::id, desk.text("alarms.table.empty"))
                        .state(desk.text("alarms.column.priority"), 70, AlarmRow::priority)
                        .named("priority")
                        .text(desk.text("alarms.column.state"), 155, AlarmRow::state)
                        .named("state")
                        .column(
                                desk.text("alarms.column.object"),
                                205,
                                AlarmRow::place,
                                row -> "fp-strong",
                                "fp-left")
                        .named("object")
                        .mono(desk.text("alarms.column.code"), 110, AlarmRow::code)
                        .named("code")
                        .mono(desk.text("alarms.column.since"), 140, AlarmRow::since)
                        .named("since", Measure.CLOCK)
                        .text(desk.text("alarms.column.condition"), 470, AlarmRow::condition)
                        .named("condition")
                        .text(desk.text("alarms.column.location"), 160, AlarmRow::location)
                        .named(LOCATION);
        made.setId("alarms-table");
        made.spare(Set.of(LOCATION));
        made.getStyleClass().add("fp-panel");
        made.getSelectionModel()
                .selectedItemProperty()
                .addListener((property, was, is) -> choose());
        // Also where the one that was chosen last stays.
        made.getSelectionModel()
                .getSelectedIndices()
                .addListener((ListChangeListener<Integer>) change -> choose());
        return made;
    }

    private RowTable<Outcome.AuditLine> audit() {
        RowTable<Outcome.AuditLine> made =
                new RowTable<Outcome.AuditLine>(
                                line -> Long.toString(line.number()),
                                desk.text("alarms.audit.empty"))
                        .right(
                                desk.text("alarms.audit.number"),
                                70,
                                l -> desk.figures().count(l.number()))
                        .named("number", Measure.NUMBER)
                        .mono(
                                desk.text("alarms.audit.time"),
                                190,
                                l -> desk.figures().dateTime(l.time()))
                        .named("time")
                        .text(desk.text("alarms.audit.by"), 130, Outcome.AuditLine::by)
                        .named("by")
                        .text(desk.text("alarms.audit.category"), 130, Outcome.AuditLine::category)
                        .named("category")
                        .text(desk.text("alarms.audit.act"), 460, Outcome.AuditLine::act)
                        .named("act")
                        .text(desk.text("alarms.audit.result"), 300, Outcome.AuditLine::result)
                        .named("result");
        made.setId("audit-table");
        made.getStyleClass().add("fp-panel");
        return made;
    }

    @Override
    public PerspectiveId id() {
        return PerspectiveId.ALARMS;
    }

    @Override
    public Node content() {
        return root;
    }

    @Override
    public Optional<Node> inspector() {
        return Optional.of(sheet);
    }

    @Override
    public List<Action> actions() {
        return acts.all();
    }

    /// Leads to the alarm of an id.
    @Override
    public void reveal(String object) {
        desk.pulse().frame().ifPresent(this::show);
        String wanted = object.substring(object.indexOf('/') + 1);
        table.sieve().all().stream()
                .filter(row -> row.id().equals(wanted))
                .findFirst()
                .ifPresent(model.groups()::open);
        table.rearrange();
        table.reveal(wanted);
    }

    @Override
    public boolean looksBack() {
        return true;
    }

    @Override
    public void show(Frame frame) {
        // A frozen view goes on telling of alarms: only who looks back asks for those of then.
        boolean back = desk.held().isBack();
        Frame seen = back ? desk.held().at(frame) : frame;
        List<AlarmSnapshot> alarms = seen.snapshot().alarms();
        boolean free = !table.isStanding() || model.groups().isBack() != back;
        if (free && model.groups().follow(seen.snapshot(), back)) {
            // What somebody has chosen stays in sight when it becomes one of many.
            table.getSelectionModel().getSelectedItems().stream()
                    .filter(Objects::nonNull)
                    .filter(row -> !row.isClosed())
                    .forEach(model.groups()::open);
        }
        headline.setText(model.headline(alarms));
        model.locate(seen.snapshot());
        List<AlarmRow> rows = model.rows(alarms, seen.now());
        // Of the plant, not of the alarms: columns would come and go with these.
        boolean located = Locations.areIn(seen.snapshot());
        boolean room = table.getWidth() >= LOCATED_WIDTH;
        table.spare(located && room ? Set.of() : Set.of(LOCATION));
        table.update(rows);
        if (!filled && !table.getItems().isEmpty()) {
            // Once only: later it would put another alarm under the hand of who is acting on one.
            filled = true;
            table.getSelectionModel().selectFirst();
        }
        choose();
        Instant now =
                desk.held()
                        .past()
                        .flatMap(Past::picture)
                        .map(GatewaySnapshot::time)
                        .orElse(Instant.MAX);
        if (!now.equals(until)) {
            until = now;
            showTrail();
        }
        if (desk.clock().nanoTime() - auditNanos >= AUDIT_NANOS) {
            read(auditLines);
        }
    }

    private void read(int lines) {
        auditLines = lines;
        auditNanos = desk.clock().nanoTime();
        desk.commands().send(new Command.ReadAudit(lines), this::showAudit);
    }

    /// Without a filter the newest are enough.
    private void auditFiltered() {
        if (!audit.sieve().isActive()) {
            auditLines = AUDIT_MAX;
        }
    }

    private void showAudit(Outcome outcome) {
        if (outcome instanceof Outcome.AuditRead read) {
            trail = read.lines();
            showTrail();
            StateText state = model.chain(read);
            chain.setText(state.text());
            Parts.toggle(chain, "fp-p1", !read.intact());
        }
    }

    /// Of what had been done when the picture that is looked at was taken.
    private void showTrail() {
        long total = trail.isEmpty() ? 0 : trail.getFirst().number();
        String words =
                desk.text(
                        "filter.reach.newest",
                        desk.figures().count(trail.size()),
                        desk.figures().count(total));
        boolean more = trail.size() >= auditLines && auditLines < AUDIT_SEARCHED_MAX;
        auditFilter.reach(trail.size() < total ? words : "", more && trail.size() < total);
        audit.update(trail.stream().filter(line -> !line.time().isAfter(until)).toList());
    }

    private void choose() {
        sheet.show(model.facts(table.selected()));
        Parts.hinder(acknowledge, acts.of(LocalKey.ACKNOWLEDGE).hindrance().get());
        Parts.hinder(shelve, acts.of(LocalKey.SHELVE).hindrance().get());
        Parts.hinder(unshelve, acts.of(LocalKey.UNSHELVE).hindrance().get());
        reason.setDisable(!desk.lookingBack().isEmpty());
    }
}
