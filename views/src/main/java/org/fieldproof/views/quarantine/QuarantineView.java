package org.fieldproof.views.quarantine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.command.Outcome.QuarantinedRecord;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.views.action.Action;
import org.fieldproof.views.action.KeyScope;
import org.fieldproof.views.action.LocalKey;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.control.FactSheet;
import org.fieldproof.views.control.FilterBar;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.filter.Measure;
import org.fieldproof.views.perspective.Desk;
import org.jspecify.annotations.Nullable;

/// What one lane has in quarantine, and everything that can be done with it. Looking and taking
/// copies is free; what changes something needs Commission mode, and what destroys something a
/// typed name. FX thread.
public final class QuarantineView extends BorderPane {
    private static final double DETAIL_WIDTH = 430;
    private static final String KIND = "*.ndjson";

    private final Desk desk;
    private final QuarantineViewModel model;
    private final RowTable<QuarantineRow> table;
    private final PayloadPanel payload;
    private final DiscardPrompt prompt;
    private final FactSheet sheet = new FactSheet();
    private final Label title = Parts.label("", "fp-strong");
    private final Label reason = Parts.prose("", "fp-p2");
    private final Label remedy = Parts.prose("", "fp-muted");
    private final HBox observing = new HBox(8);
    private final Button newer;
    private final FilterBar filter;
    private final Button first;
    private final List<Action> acts = new ArrayList<>();
    private final List<Button> buttons = new ArrayList<>();
    private String lane = "";
    private long seenTotal = -1;

    /// What is being read; an answer for anything else is of no interest.
    private @Nullable QuarantineReading asked;

    /// While rows are being replaced the selection comes and goes, and means nothing.
    private boolean refilling;

    /// A workbench.
    ///
    /// @param over where it may ask before something is destroyed
    public QuarantineView(Desk desk, StackPane over) {
        this.desk = desk;
        model = new QuarantineViewModel(desk);
        payload = new PayloadPanel(desk, this::edit);
        prompt = new DiscardPrompt(desk, "discard", this::export, this::focusTable);
        over.getChildren().add(prompt);
        table = table();
        first = Parts.button(desk.text("quarantine.page.first"), () -> page(1), "fp-flat");
        newer =
                Parts.button(
                        desk.text("quarantine.page.next"),
                        () -> page(model.shown().next()),
                        "fp-flat");
        newer.setId("quarantine-next");
        filter = desk.filter(table, "quarantine");
        filter.onFurther(this::searchOn);
        table.sieve().onChanged(this::filtered);
        register();
        build();
    }

    private void build() {
        Button commission =
                Parts.button(
                        desk.text("quarantine.observing.switch"),
                        () -> desk.draft().setCommissioning(true));
        commission.setId("quarantine-commission");
        observing.setAlignment(Pos.CENTER_LEFT);
        observing
                .getChildren()
                .addAll(
                        Parts.prose(desk.text("quarantine.observing.text"), "fp-muted"),
                        commission);
        HBox head = Parts.row(title, Parts.spring(), first, newer);
        HBox row = Parts.row();
        buttons.forEach(each -> row.getChildren().add(Parts.telling(each)));
        VBox left = new VBox(8, head, filter, table, observing, row);
        left.getStyleClass().addAll("fp-panel", "fp-padded");
        VBox.setVgrow(table, Priority.ALWAYS);
        VBox right = new VBox(6, reason, remedy, sheet, payload);
        right.getStyleClass().addAll("fp-panel", "fp-padded");
        right.setPrefWidth(DETAIL_WIDTH);
        right.setMinWidth(300);
        VBox.setVgrow(payload, Priority.ALWAYS);
        HBox body = new HBox(10, left, right);
        HBox.setHgrow(left, Priority.ALWAYS);
        left.setMinWidth(0);
        setCenter(body);
        setId("quarantine");
    }

    private RowTable<QuarantineRow> table() {
        RowTable<QuarantineRow> made =
                new RowTable<QuarantineRow>(QuarantineRow::id, desk.text("quarantine.table.empty"))
                        .mono(desk.text("quarantine.column.seq"), 80, QuarantineRow::id)
                        .named("seq", Measure.NUMBER)
                        .mono(desk.text("quarantine.column.device"), 120, QuarantineRow::device)
                        .named("device")
                        .mono(desk.text("quarantine.column.address"), 240, QuarantineRow::address)
                        .named("address")
                        .mono(desk.text("quarantine.column.accepted"), 170, QuarantineRow::accepted)
                        .named("accepted")
                        .text(desk.text("quarantine.column.reason"), 300, QuarantineRow::reason)
                        .named("reason")
                        .right(desk.text("quarantine.column.size"), 80, QuarantineRow::size)
                        .named("size", Measure.BYTES);
        made.setId("quarantine-table");
        made.getSelectionModel()
                .selectedItemProperty()
                .addListener((property, was, is) -> detail());
        made.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        return made;
    }

    /// Everything that can be done here, once: buttons and palette read it.
    private void register() {
        act("retry", this::noneChosen, this::retry, "fp-primary");
        act("retryAll", this::notAll, this::retryAll);
        act("edit", this::noneChosen, payload::begin);
        act("export", this::nothingSeen, this::export);
        act("import", desk::observing, this::bringIn);
        act("discard", this::noneChosen, this::discard);
    }

    private void act(String name, Supplier<String> hindrance, Runnable act, String... styles) {
        Action action =
                new Action(
                        "quarantine." + name,
                        desk.text("quarantine.act." + name),
                        desk.text("quarantine.act.category"),
                        "quarantine",
                        List.of(),
                        hindrance,
                        act);
        acts.add(action);
        if (!name.equals("edit")) {
            Button button = Parts.button(action.label(), () -> run(action), styles);
            button.setId("quarantine-" + name);
            buttons.add(button);
        }
    }

    private void run(Action action) {
        if (action.available()) {
            action.act().run();
        }
    }

    /// What can be done, for the palette.
    public List<Action> actions() {
        return List.copyOf(acts);
    }

    private void key(KeyEvent event) {
        String name = desk.keys().pressed(KeyScope.QUARANTINE, event).map(LocalKey::id).orElse("");
        for (Action action : acts) {
            if (action.id().equals(name)) {
                run(action);
                event.consume();
            }
        }
    }

    private String nothingThere() {
        return model.shown().total() == 0 ? desk.text("quarantine.table.empty") : "";
    }

    private String none() {
        String why = desk.observing();
        return why.isEmpty() ? nothingThere() : why;
    }

    private String nothingSeen() {
        boolean hidden = table.sieve().isActive() && table.getItems().isEmpty();
        return hidden ? desk.text("quarantine.act.narrowed") : nothingThere();
    }

    /// What is done to all must not be taken for what is done to those in sight.
    private String notAll() {
        String why = none();
        boolean narrowed = why.isEmpty() && table.sieve().isActive();
        return narrowed ? desk.text("quarantine.act.narrowed") : why;
    }

    private String noneChosen() {
        String why = desk.observing();
        boolean any = !table.selectedIds().isEmpty();
        return !why.isEmpty() || any ? why : desk.text("quarantine.act.noneChosen");
    }

    /// How many records wait in all quarantines.
    public static long count(GatewaySnapshot picture) {
        return QuarantineViewModel.count(picture);
    }

    /// Opens a lane's quarantine.
    ///
    /// @param wish a lane; any other text for the one that holds most
    public void open(GatewaySnapshot picture, String wish) {
        String next = QuarantineViewModel.lane(picture, wish).orElse("");
        if (!next.equals(lane)) {
            prompt.close();
            lane = next;
            asked = null;
            model.show(QuarantineReading.none());
            table.update(List.of());
        }
        seenTotal = -1;
    }

    public String lane() {
        return lane;
    }

    public void focusTable() {
        table.requestFocus();
    }

    /// Draws a frame; reads anew when the lane says that something came or went.
    public void show(Frame frame) {
        frame.snapshot().lanes().stream()
                .filter(each -> each.id().equals(lane))
                .mapToLong(LaneSnapshot::quarantinedTotal)
                .filter(total -> total != seenTotal && asked == null)
                .forEach(this::changed);
        head();
    }

    /// Something came or went. What has been searched is not read anew for each that comes behind.
    private void changed(long total) {
        boolean searched = model.shown().size() > QuarantineViewModel.PAGE;
        boolean came = seenTotal >= 0 && total > seenTotal;
        seenTotal = total;
        if (searched && came) {
            model.shown().grown(total);
        } else {
            read();
        }
    }

    /// Reads anew what is shown, at least a page.
    private void read() {
        QuarantineReading shown = model.shown();
        long from = shown.lane().equals(lane) ? shown.from() : 1;
        begin(from, Math.max(QuarantineViewModel.PAGE, shown.size()));
    }

    private void begin(long from, int wanted) {
        if (!lane.isEmpty()) {
            go(new QuarantineReading(lane, from, wanted));
        }
    }

    /// Asks for the next page. Those behind the first are made ready beside the FX thread.
    private void go(QuarantineReading reading) {
        asked = reading;
        Command.ReadQuarantine page =
                new Command.ReadQuarantine(
                        reading.lane(), reading.next(), QuarantineViewModel.PAGE);
        if (reading.size() == 0) {
            desk.commands().send(page, outcome -> take(reading, model.page(outcome)));
        } else {
            desk.commands().sendLarge(page, model::page, made -> take(reading, made));
        }
    }

    private void take(QuarantineReading reading, Optional<QuarantineReading.Page> page) {
        if (!reading.equals(asked)) {
            return;
        }
        page.ifPresent(read -> reading.take(read, QuarantineViewModel.PAGE));
        boolean whole = page.isEmpty() || reading.isWhole();
        if (whole) {
            asked = null;
        }
        // What is read anew takes the place of what is shown once there is as much of it.
        if (page.isPresent() && (whole || reading.equals(model.shown()))) {
            model.show(reading);
            refill();
            detail();
        }
        if (!whole) {
            go(reading);
        }
    }

    /// Reads on behind what is shown, page after page, to the end or as much as is held.
    private void searchOn() {
        QuarantineReading shown = model.shown();
        if (asked == null && shown.goesOn()) {
            shown.want(QuarantineReading.RECORDS_MAX);
            go(shown);
        }
    }

    /// Who no longer searches is shown one page again.
    private void filtered() {
        QuarantineReading shown = model.shown();
        if (table.sieve().isActive()) {
            return;
        }
        if (shown.equals(asked)) {
            asked = null;
        }
        if (shown.size() > QuarantineViewModel.PAGE) {
            begin(shown.from(), QuarantineViewModel.PAGE);
        }
    }

    private void refill() {
        refilling = true;
        table.update(model.shown().rows());
        if (table.selectedIds().isEmpty()) {
            table.getSelectionModel().selectFirst();
        }
        refilling = false;
    }

    private void page(long next) {
        begin(next, QuarantineViewModel.PAGE);
    }

    private void head() {
        title.setText(
                desk.text(
                        "quarantine.head.title",
                        lane,
                        desk.figures().count(model.shown().total())));
        see(first, model.shown().from() > 1);
        see(newer, model.shown().isMore());
        filter.reach(model.reach(), model.shown().goesOn() && asked == null);
        see(observing, !desk.draft().isCommissioning());
        payload.allow(desk.observing());
        int at = 0;
        for (Action action : acts) {
            if (!action.id().equals("quarantine.edit")) {
                Parts.hinder(buttons.get(at++), action.hindrance().get());
            }
        }
        int chosen = table.selectedIds().size();
        buttons.getFirst().setText(desk.text("quarantine.act.retryCount", chosen));
        buttons.getLast().setText(desk.text("quarantine.act.discardCount", chosen));
    }

    private static void see(Node node, boolean seen) {
        node.setVisible(seen);
        node.setManaged(seen);
    }

    private void detail() {
        if (refilling) {
            return;
        }
        Optional<QuarantinedRecord> record =
                table.selected().flatMap(row -> model.record(row.id()));
        reason.setText(
                record.map(each -> each.why().code() + " " + each.why().message()).orElse(""));
        remedy.setText(record.map(each -> each.why().remedy()).orElse(""));
        sheet.show(record.map(model::facts).orElse(List.of()));
        payload.show(record);
        head();
    }

    private void retry() {
        send(new Command.RetryQuarantined(lane, seqs()));
    }

    private void retryAll() {
        send(new Command.RetryAllQuarantined(lane));
    }

    private void edit(QuarantinedRecord record, byte[] bytes) {
        send(new Command.EditQuarantined(lane, record.record().seq(), bytes));
    }

    private void export() {
        List<Long> chosen = List.of();
        if (table.selectedIds().size() > 1) {
            chosen = seqs();
        } else if (table.sieve().isActive()) {
            chosen = table.getItems().stream().map(row -> Long.valueOf(row.id())).toList();
        }
        List<Long> seqs = chosen;
        desk.files()
                .save(desk.text("quarantine.export.title"), lane + "-quarantine.ndjson")
                .ifPresent(file -> send(new Command.ExportQuarantined(lane, seqs, file)));
    }

    private void bringIn() {
        Optional<Path> file =
                desk.files()
                        .file(
                                desk.text("quarantine.import.title"),
                                desk.text("quarantine.import.kind"),
                                List.of(KIND));
        file.ifPresent(path -> send(new Command.ImportQuarantined(lane, path)));
    }

    private void discard() {
        List<String> ids = table.selectedIds();
        List<Long> seqs = seqs();
        // The lane that is asked about, not the one that is shown when somebody answers.
        String askedAbout = lane;
        prompt.open(
                askedAbout,
                ids.size(),
                desk.text("quarantine.discard.text", model.range(ids)),
                () -> send(new Command.DiscardQuarantined(askedAbout, seqs)));
    }

    private List<Long> seqs() {
        return table.selectedIds().stream().map(Long::valueOf).toList();
    }

    private void send(Command command) {
        desk.commands()
                .send(
                        command,
                        outcome -> {
                            report(outcome);
                            read();
                        });
    }

    private void report(Outcome outcome) {
        switch (outcome) {
            case Outcome.Done(String message) -> desk.toasts().show(message);
            case Outcome.QuarantineExported(Path file, long records) ->
                    desk.toasts().show(desk.text("quarantine.export.done", records, file));
            case Outcome.QuarantineImported done ->
                    desk.toasts()
                            .show(
                                    desk.text(
                                                    "quarantine.import.done",
                                                    done.added(),
                                                    done.alreadyThere(),
                                                    done.refused())
                                            + " "
                                            + done.firstRefusal());
            default -> {}
        }
    }
}
