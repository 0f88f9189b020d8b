package org.fieldproof.views.live;

import java.time.Instant;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.views.action.KeyScope;
import org.fieldproof.views.action.LocalKey;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.bridge.Past;
import org.fieldproof.views.bridge.Trends;
import org.fieldproof.views.control.FilterBar;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.filter.Measure;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.perspective.Perspective;
import org.fieldproof.views.place.PerspectiveId;
import org.fieldproof.views.trend.TrendPane;
import org.jspecify.annotations.Nullable;

/// Latest values, asked for twice a second and only while this is seen.
public final class LiveView implements Perspective {

    private static final int VALUES_MAX = 500;

    /// Of so many addresses a filter chooses.
    private static final int SEARCHED_MAX = 10_000;

    private static final long ASK_NANOS = 500_000_000;
    private static final Outcome.LatestRead NOTHING = new Outcome.LatestRead(List.of(), 0);

    /// What the courses would have; table and courses share what there is.
    private static final double TRENDS_HEIGHT = 420;

    private static final double TREE_WIDTH = 260;

    /// The preference that keeps whether the tree is open.
    private static final String TREE = "live.tree";

    /// Leads to writing a tag.
    private static final String WRITE = "write/";

    private final Desk desk;
    private final LiveViewModel model;
    private final BorderPane root = new BorderPane();
    private final RowTable<LiveRow> table;
    private final FilterBar filter;
    private final LiveWriting writing;
    private final Label sampling = new Label();
    private final MenuButton pin = new MenuButton();
    private final Button freeze;
    private final TrendPane trends;
    private final AddressTree tree;
    private final ToggleButton treeShown = new ToggleButton();

    /// What the engine is asked for.
    private record Wanted(String topic, boolean searches) {}

    /// Counts what was asked: an answer to anything but the last question is of no interest.
    private int questions;

    /// What an answer is due for.
    private @Nullable Wanted due;

    private long askedNanos;
    private @Nullable Past shown;

    /// What is held while the view is frozen, and what had been read by then.
    private @Nullable Frame frozen;

    private @Nullable Past frozenPast;
    private long lookedNanos;

    /// What was chosen in the tree last, and the level that is asked for.
    private LevelChoice chosen = LevelChoice.ALL;

    private LevelChoice level = LevelChoice.ALL;

    /// The row that somebody was led to and that is not there yet; empty for none.
    private String led = "";

    public LiveView(Desk desk) {
        this.desk = desk;
        askedNanos = desk.clock().nanoTime() - ASK_NANOS;
        model = new LiveViewModel(desk);
        table = table();
        filter = desk.filter(table, "live");
        writing = new LiveWriting(desk, table);
        table.sieve().onChanged(this::filtered);
        pin.setText(desk.text("live.pin.button"));
        pin.setId("live-pin");
        pin.setOnShowing(event -> fillPins());
        fillPins();
        freeze = Parts.button(desk.text("live.freeze.on"), this::toggleFrozen);
        freeze.setId("live-freeze");
        trends = new TrendPane(desk, () -> desk.text("live.trends.empty"), this::standAlone);
        tree = new AddressTree(desk, this::narrow);
        treeShown.setText(desk.text("live.tree.button"));
        treeShown.setId("live-tree-button");
        treeShown.setOnAction(event -> showTree(treeShown.isSelected()));
        boolean open = desk.workspace().preference(TREE).filter("true"::equals).isPresent();
        treeShown.setSelected(open);
        tree.setVisible(open);
        tree.setManaged(open);
        tree.setPrefWidth(TREE_WIDTH);
        tree.setMinWidth(TREE_WIDTH);
        table.setPrefHeight(260);
        table.setMinHeight(130);
        VBox.setVgrow(table, Priority.ALWAYS);
        VBox body = new VBox(10, filter, table, trends);
        HBox.setHgrow(body, Priority.ALWAYS);
        HBox whole = new HBox(10, tree, body, writing.side());
        whole.setStyle("-fx-padding: 0 14 12 14;");
        root.setTop(
                Parts.head(
                        new Label(desk.text("shell.perspective.live")),
                        sampling,
                        treeShown,
                        pin,
                        writing.button(),
                        Parts.telling(freeze)));
        root.setCenter(whole);
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::treeKey);
    }

    private RowTable<LiveRow> table() {
        RowTable<LiveRow> made =
                new RowTable<LiveRow>(LiveRow::id, desk.text("live.table.empty"))
                        .mono(desk.text("live.column.address"), 275, LiveRow::address)
                        .named("address")
                        .text(desk.text("live.column.connection"), 100, LiveRow::connection)
                        .named("connection")
                        .column(
                                desk.text("live.column.value"),
                                260,
                                LiveRow::value,
                                LiveRow::valueClass,
                                "fp-mono")
                        .named("value", Measure.READING)
                        .growing()
                        .text(desk.text("live.column.unit"), 60, LiveRow::unit)
                        .named("unit")
                        .text(desk.text("live.column.trend"), 90, LiveRow::course)
                        .named("trend")
                        .text(desk.text("live.column.quality"), 150, LiveRow::quality)
                        .named("quality")
                        .mono(desk.text("live.column.source"), 120, LiveRow::sourceTime)
                        .named("source", Measure.CLOCK)
                        .mono(desk.text("live.column.accepted"), 120, LiveRow::acceptTime)
                        .named("accepted", Measure.CLOCK)
                        .right(desk.text("live.column.age"), 75, LiveRow::age)
                        .named("age", Measure.SPAN)
                        .right(desk.text("live.column.updates"), 90, LiveRow::updates)
                        .named("updates", Measure.NUMBER);
        made.setId("live-table");
        made.getStyleClass().add("fp-panel");
        made.addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    desk.keys()
                            .pressed(KeyScope.LIVE_LIST, event)
                            .ifPresent(
                                    key -> {
                                        if (key == LocalKey.WRITE) {
                                            writing.openByKey();
                                        } else {
                                            pinFirst();
                                        }
                                        event.consume();
                                    });
                });
        return made;
    }

    /// Shows the tree and goes there, or closes it again.
    private void treeKey(KeyEvent event) {
        boolean typed = event.getTarget() instanceof TextInputControl;
        if (!typed && desk.keys().pressed(KeyScope.LIVE, event).isPresent()) {
            showTree(!treeShown.isSelected());
            if (treeShown.isSelected()) {
                tree.requestFocus();
            } else {
                table.requestFocus();
            }
            event.consume();
        }
    }

    private void showTree(boolean wanted) {
        desk.workspace().setPreference(TREE, Boolean.toString(wanted));
        treeShown.setSelected(wanted);
        tree.setVisible(wanted);
        tree.setManaged(wanted);
        desk.pulse().frame().ifPresent(this::show);
    }

    /// The level that was chosen in the tree: the filter says it, and the engine looks it up.
    private void narrow(LevelChoice wanted) {
        chosen = wanted;
        filter.write(wanted.filter());
    }

    /// There is another filter: what it chooses from is asked for anew.
    private void filtered() {
        led = "";
        // What the tree wrote may have blanks in it, which nobody else's level has.
        boolean ofTree = filter.text().equals(chosen.filter());
        level = ofTree ? chosen : LevelChoice.leading(filter.text().strip());
        if (!ofTree && !level.equals(chosen)) {
            tree.letGo();
        }
        askedNanos = desk.clock().nanoTime() - ASK_NANOS;
        desk.pulse().frame().ifPresent(this::show);
    }

    @Override
    public PerspectiveId id() {
        return PerspectiveId.LIVE;
    }

    @Override
    public Node content() {
        return root;
    }

    @Override
    public boolean looksBack() {
        return true;
    }

    /// The same as F9: all pages show one moment.
    private void toggleFrozen() {
        if (desk.held().isFrozen()) {
            desk.held().follow();
        } else {
            desk.held().freeze(desk.clock().nanoTime());
        }
        desk.pulse().frame().ifPresent(this::show);
    }

    @Override
    public void show(Frame frame) {
        Frame seen = desk.held().at(frame);
        writing.show(frame);
        drawTrends(frame);
        boolean still = desk.held().isFrozen();
        freeze.setText(desk.text(still ? "live.freeze.off" : "live.freeze.on"));
        Parts.hinder(freeze, desk.lookingBack());
        Past past = still ? frozenPast(seen) : desk.held().past().orElse(null);
        if (past != null) {
            // What is still to be answered was asked about another moment.
            due = null;
            questions++;
            showPast(past);
            if (still) {
                long since = desk.held().frozenMillis(desk.clock().nanoTime());
                String age = desk.figures().age(Math.max(1000, since));
                sampling.setText(desk.text("live.head.frozen", age) + " · " + sampling.getText());
            }
            return;
        }
        frozen = null;
        frozenPast = null;
        model.beat();
        if (shown != null) {
            shown = null;
            askedNanos = desk.clock().nanoTime() - ASK_NANOS;
        }
        sampling.setText(model.sampling(isSearching()));
        Wanted wanted = new Wanted(level.topic(), isSearching());
        if (desk.clock().nanoTime() - askedNanos >= ASK_NANOS && !wanted.equals(due)) {
            ask(wanted);
        }
    }

    /// Narrows the list to an address and chooses its row as soon as it is read; or opens what
    /// writes a tag.
    @Override
    public void reveal(String object) {
        if (object.equals(WRITE)) {
            writing.reveal();
            return;
        }
        String row = object.substring(object.indexOf('/') + 1);
        String address = row.substring(row.indexOf(' ') + 1);
        filter.write("address:\"" + address.replace("\"", "") + "\"");
        led = row;
        table.select(led);
    }

    private void ask(Wanted wanted) {
        int mine = ++questions;
        due = wanted;
        askedNanos = desk.clock().nanoTime();
        if (treeShown.isSelected()) {
            tree.follow();
        }
        Command.ReadLatest question =
                new Command.ReadLatest(
                        wanted.topic(), wanted.searches() ? SEARCHED_MAX : VALUES_MAX);
        if (wanted.searches()) {
            desk.commands().sendLarge(question, model::worded, made -> take(mine, made));
        } else {
            desk.commands().send(question, outcome -> take(mine, model.reading(outcome)));
        }
    }

    /// A filter chooses among more than are shown without one.
    private boolean isSearching() {
        return table.sieve().isActive();
    }

    /// What came of asking; of no use any more if something else is asked for by now.
    private void take(int question, LiveViewModel.Reading read) {
        if (question != questions) {
            return;
        }
        due = null;
        if (read.isAnswer() && isFollowing()) {
            model.follow(read);
            filter.reach(model.reach("filter.reach.some"), false);
            table.update(read.rows());
            if (!led.isEmpty()) {
                table.select(led);
                led = "";
            }
            sampling.setText(model.sampling(isSearching()));
        }
    }

    /// What had been read when the view was frozen, whatever page was looked at then. The values
    /// of a second may come a little later than its picture.
    private Past frozenPast(Frame held) {
        Past present = frozenPast;
        boolean same = present != null && held.equals(frozen);
        long now = desk.clock().nanoTime();
        if (present != null
                && same
                && (present.values().isPresent() || now - lookedNanos < ASK_NANOS)) {
            return present;
        }
        frozen = held;
        lookedNanos = now;
        long second = Math.floorDiv(held.snapshot().time().toEpochMilli(), 1000L);
        Past found = desk.pulse().recording().at(second);
        if (found.values().isEmpty()) {
            found = desk.pulse().recording().at(second - 1);
        }
        frozenPast = found;
        return found;
    }

    private boolean isFollowing() {
        return !desk.held().isFrozen() && !desk.held().isBack();
    }

    /// What had been read by then of what is asked for now.
    private void showPast(Past past) {
        led = "";
        if (!past.equals(shown)) {
            shown = past;
            model.letGo();
            LiveViewModel.Reading then =
                    model.past(
                            past.values().orElse(NOTHING),
                            Instant.ofEpochSecond(past.valuesSecond() + 1));
            model.take(then);
            filter.reach(model.reach("filter.reach.kept"), false);
            table.update(then.rows());
        }
        if (treeShown.isSelected()) {
            tree.show(past.values().orElse(NOTHING));
        }
        sampling.setText(
                past.values().isEmpty()
                        ? desk.text("live.head.notSeen")
                        : desk.text(
                                "live.head.past",
                                desk.figures()
                                        .time(
                                                Instant.ofEpochSecond(past.valuesSecond()),
                                                desk.clock().now()),
                                table.sieve().shown(),
                                past.values().orElse(NOTHING).totalAddresses()));
    }

    private void fillPins() {
        pin.getItems().clear();
        List<String> numbers =
                table.selectedIds().stream()
                        .flatMap(row -> model.numbersOf(row).stream())
                        .distinct()
                        .toList();
        for (String number : numbers) {
            MenuItem item = new MenuItem(number.isEmpty() ? desk.text("live.pin.value") : number);
            item.setMnemonicParsing(false);
            item.setOnAction(event -> pinAll(number));
            pin.getItems().add(item);
        }
        if (numbers.isEmpty()) {
            MenuItem none = new MenuItem(desk.text("live.pin.none"));
            none.setDisable(true);
            pin.getItems().add(none);
        }
        MenuItem clear = new MenuItem(desk.text("live.pin.clear"));
        clear.setOnAction(
                event -> {
                    desk.pulse().trends().clear();
                    showTrends();
                });
        pin.getItems().add(clear);
    }

    /// P pins the first measured number of each chosen row.
    private void pinFirst() {
        for (String row : table.selectedIds()) {
            model.measuredOf(row).ifPresent(name -> pin(row, name));
        }
        showTrends();
    }

    /// Pins a number of each chosen row that has it.
    private void pinAll(String number) {
        for (String row : table.selectedIds()) {
            if (model.numbersOf(row).contains(number)) {
                pin(row, number);
            }
        }
        showTrends();
    }

    private void pin(String row, String number) {
        model.recordOf(row)
                .map(of -> desk.pulse().trends().add(of.connection(), of.address(), number))
                .filter(done -> !done)
                .ifPresent(_ -> desk.toasts().show(desk.text("trend.pin.full", Trends.PENS_MAX)));
    }

    private void showTrends() {
        desk.pulse().frame().ifPresent(this::drawTrends);
        table.selected().ifPresent(table::scrollTo);
    }

    private void drawTrends(Frame frame) {
        trends.show(frame);
        boolean none = trends.isEmpty();
        if (none) {
            standAlone(false);
        }
        VBox.setVgrow(trends, none ? Priority.NEVER : Priority.ALWAYS);
        trends.setPrefHeight(none ? Region.USE_COMPUTED_SIZE : TRENDS_HEIGHT);
    }

    private void standAlone(boolean alone) {
        table.setVisible(!alone);
        table.setManaged(!alone);
    }
}
