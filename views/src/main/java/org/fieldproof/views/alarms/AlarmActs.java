package org.fieldproof.views.alarms;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.views.action.Action;
import org.fieldproof.views.action.KeyScope;
import org.fieldproof.views.action.LocalKey;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.place.PerspectiveId;

/// What can be done with the chosen alarms, once: buttons, menus, keys and palette read it. FX
/// thread.
final class AlarmActs {
    private static final Duration HOUR = Duration.ofHours(1);

    /// For how long an alarm can be shelved. Nobody can hide one for longer than a shift.
    private static final List<Duration> TIMES =
            List.of(Duration.ofMinutes(15), HOUR, Duration.ofHours(4), Duration.ofHours(8));

    private final Desk desk;
    private final RowTable<AlarmRow> table;
    private final AlarmGroups groups;
    private final TextField reason;
    private final List<Action> all = new ArrayList<>();

    /// @param reason where a person says why an alarm is shelved
    AlarmActs(Desk desk, RowTable<AlarmRow> table, AlarmGroups groups, TextField reason) {
        this.desk = desk;
        this.table = table;
        this.groups = groups;
        this.reason = reason;
        add(LocalKey.ACKNOWLEDGE, () -> none(AlarmRow::acknowledgeable), this::acknowledge);
        add(LocalKey.SHELVE, () -> none(row -> true), () -> shelve(HOUR));
        add(LocalKey.UNSHELVE, () -> none(AlarmRow::shelved), this::unshelve);
        add(LocalKey.ALARM_OBJECT, this::nowhere, this::open);
        add(LocalKey.ALARMS_OPEN, () -> noGroup(false), this::openGroup);
        add(LocalKey.ALARMS_CLOSE, () -> noGroup(true), this::closeGroup);
    }

    private void add(LocalKey key, Supplier<String> hindrance, Runnable act) {
        all.add(
                new Action(
                        key.id(),
                        desk.text("alarms.act." + key.name()),
                        desk.text("shell.perspective.alarms"),
                        "alarm",
                        List.of(),
                        hindrance,
                        act));
    }

    List<Action> all() {
        return List.copyOf(all);
    }

    Action of(LocalKey key) {
        return all.stream().filter(each -> each.id().equals(key.id())).findFirst().orElseThrow();
    }

    void run(Action action) {
        if (action.available()) {
            action.act().run();
        }
    }

    /// A key that can do nothing here is left to the list, as the arrows are where it is flat.
    void key(KeyEvent event) {
        desk.keys()
                .pressed(KeyScope.ALARMS, event)
                .map(this::of)
                .filter(Action::available)
                .ifPresent(
                        action -> {
                            action.act().run();
                            event.consume();
                        });
    }

    /// An entry for each time that an alarm can be shelved for.
    List<MenuItem> times() {
        List<MenuItem> items = new ArrayList<>();
        for (Duration time : TIMES) {
            MenuItem item =
                    new MenuItem(
                            desk.text("alarms.shelve.for", desk.figures().span(time.toSeconds())));
            item.setId("alarm-shelve-" + time.toMinutes());
            item.setOnAction(
                    event -> {
                        if (of(LocalKey.SHELVE).available()) {
                            shelve(time);
                        }
                    });
            items.add(item);
        }
        return items;
    }

    /// Why nothing can be done with any of the chosen that can be thought of.
    private String none(Predicate<AlarmRow> fits) {
        String back = desk.lookingBack();
        if (!back.isEmpty()) {
            return back;
        }
        List<AlarmRow> chosen = chosen();
        if (chosen.isEmpty()) {
            return desk.text("alarms.hindrance.none");
        }
        return chosen.stream().anyMatch(fits) ? "" : desk.text("alarms.hindrance.other");
    }

    /// A row that stands for several stands for those that it counts, not for what has come since.
    private List<AlarmRow> chosen() {
        Map<String, AlarmRow> chosen = new LinkedHashMap<>();
        table.getSelectionModel().getSelectedItems().stream()
                .filter(Objects::nonNull)
                .flatMap(row -> row.alarms().stream())
                .forEach(alarm -> chosen.putIfAbsent(alarm.id(), alarm));
        return List.copyOf(chosen.values());
    }

    private String noGroup(boolean closes) {
        Optional<AlarmRow> row = table.selected();
        boolean fits = row.isPresent() && (closes ? row.get().isOpen() : row.get().isClosed());
        return fits ? "" : desk.text(closes ? "alarms.hindrance.shut" : "alarms.hindrance.opened");
    }

    private void openGroup() {
        table.selected().ifPresent(groups::open);
        table.rearrange();
    }

    /// Also from one of its alarms: what stands for it is chosen then.
    private void closeGroup() {
        table.selected()
                .ifPresent(
                        row -> {
                            table.select(groups.groupOf(row));
                            groups.close(row);
                            table.rearrange();
                        });
    }

    /// What a click on the name of several does.
    void toggle(AlarmRow row) {
        if (row.isOpen()) {
            groups.close(row);
        } else {
            groups.open(row);
        }
        table.rearrange();
    }

    private void acknowledge() {
        send(
                chosen().stream()
                        .filter(AlarmRow::acknowledgeable)
                        .<Command>map(row -> new Command.AcknowledgeAlarm(row.id()))
                        .toList(),
                () -> {});
    }

    private void shelve(Duration time) {
        if (reason.getText().isBlank()) {
            desk.toasts().show(desk.text("alarms.shelve.needsReason"));
            reason.requestFocus();
            return;
        }
        String why = reason.getText().strip();
        send(
                chosen().stream()
                        .<Command>map(
                                row -> new Command.ShelveAlarm(row.id(), time.toMillis(), why))
                        .toList(),
                () -> {
                    // Somebody may have begun another one meanwhile.
                    if (reason.getText().strip().equals(why)) {
                        reason.clear();
                    }
                });
    }

    private void unshelve() {
        send(
                chosen().stream()
                        .filter(AlarmRow::shelved)
                        .<Command>map(row -> new Command.UnshelveAlarm(row.id()))
                        .toList(),
                () -> {});
    }

    /// What became of one alarm is told as the gateway says it; of many, how many it was. Each
    /// refusal is told by itself.
    ///
    /// @param allDone what follows once none was refused
    private void send(List<Command> commands, Runnable allDone) {
        List<Outcome> answers = new ArrayList<>();
        for (Command command : commands) {
            desk.commands()
                    .send(
                            command,
                            outcome -> {
                                answers.add(outcome);
                                if (answers.size() == commands.size()) {
                                    tell(answers, allDone);
                                }
                            });
        }
    }

    private void tell(List<Outcome> answers, Runnable allDone) {
        int of = answers.size();
        int done = 0;
        String message = "";
        for (Outcome answer : answers) {
            if (answer instanceof Outcome.Done(String said)) {
                done++;
                message = said;
            }
        }
        if (done == of) {
            desk.toasts().show(of == 1 ? message : desk.text("alarms.done.many", of));
            allDone.run();
        } else if (done > 0) {
            desk.toasts().show(desk.text("alarms.done.some", done, of));
        }
    }

    private String nowhere() {
        return place().isPresent() ? "" : desk.text("alarms.hindrance.place");
    }

    private Optional<Place> place() {
        return table.selected().map(row -> AlarmObject.of(row.object())).flatMap(AlarmActs::place);
    }

    private static Optional<Place> place(AlarmObject of) {
        String object = of.kind() + "/" + of.name();
        return switch (of.kind()) {
            case "connection" -> Optional.of(new Place(PerspectiveId.PIPELINES, object));
            case "device" -> Optional.of(new Place(PerspectiveId.DEVICES, object));
            case "lane" -> Optional.of(new Place(PerspectiveId.BUFFERS, object));
            default -> Optional.empty();
        };
    }

    private void open() {
        place().ifPresent(to -> desk.navigator().open(to.perspective(), to.object()));
    }

    private record Place(PerspectiveId perspective, String object) {}
}
