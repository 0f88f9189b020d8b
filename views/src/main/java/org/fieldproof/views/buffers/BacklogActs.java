package org.fieldproof.views.buffers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.StackPane;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.command.Outcome.BacklogSeen;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.views.action.Action;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.quarantine.DiscardPrompt;
import org.jspecify.annotations.Nullable;

/// What can be done with what waits in a lane's disk buffer. Taking a copy is free; giving it up
/// needs Commission mode and the lane's name typed, and takes no record that was not shown. FX
/// thread.
final class BacklogActs {
    private static final String CATEGORY = "buffers.backlog.category";

    private final Desk desk;
    private final DiscardPrompt prompt;
    private final Action export;
    private final Action discard;
    private final Button exportButton;
    private final Button discardButton;
    private String lane = "";
    private long records;

    /// The lane that the prompt is about, whichever comes into focus while it is open.
    private String askedAbout = "";

    /// @param over where it may ask before something is destroyed
    BacklogActs(Desk desk, StackPane over) {
        this.desk = desk;
        export = action("export", this::nothing, () -> export(lane));
        discard = action("discard", this::hindrance, this::discard);
        exportButton = button("export", export);
        discardButton = button("discard", discard);
        prompt =
                new DiscardPrompt(
                        desk, "backlog", () -> export(askedAbout), discardButton::requestFocus);
        over.getChildren().add(prompt);
    }

    private Action action(String name, Supplier<String> hindrance, Runnable act) {
        return new Action(
                "buffers.backlog." + name,
                desk.text("buffers.backlog." + name),
                desk.text(CATEGORY),
                "buffer backlog",
                List.of(),
                hindrance,
                act);
    }

    private Button button(String name, Action action) {
        Button button =
                Parts.button(
                        desk.text("buffers.backlog.button." + name),
                        () -> {
                            if (action.available()) {
                                action.act().run();
                            }
                        });
        button.setId("buffers-backlog-" + name);
        return button;
    }

    List<Node> buttons() {
        return new ArrayList<>(List.of(Parts.telling(exportButton), Parts.telling(discardButton)));
    }

    List<Action> actions() {
        return List.of(export, discard);
    }

    /// Which lane it is about.
    void show(LaneSnapshot next) {
        show(next.id(), next.bufferRecords());
    }

    /// It is about none: there is no lane.
    void clear() {
        show("", 0);
    }

    private void show(String next, long waiting) {
        lane = next;
        records = waiting;
        Parts.hinder(exportButton, nothing());
        Parts.hinder(discardButton, hindrance());
    }

    private String nothing() {
        String back = desk.lookingBack();
        if (!back.isEmpty()) {
            return back;
        }
        return records == 0 ? desk.text("buffers.backlog.nothing") : "";
    }

    private String hindrance() {
        String why = nothing();
        return why.isEmpty() ? desk.observing() : why;
    }

    private void export(String of) {
        desk.files()
                .save(desk.text("buffers.backlog.exportTitle"), of + "-backlog.ndjson")
                .ifPresent(file -> send(new Command.ExportBacklog(of, file)));
    }

    /// Shows what would go before it asks; only that goes, whatever comes or is delivered since.
    private void discard() {
        String of = lane;
        desk.commands()
                .send(
                        new Command.LookAtBacklog(of),
                        outcome -> {
                            if (outcome instanceof BacklogSeen seen) {
                                ask(of, seen);
                            }
                        });
    }

    private void ask(String of, BacklogSeen seen) {
        String why = desk.observing();
        if (!why.isEmpty()) {
            desk.toasts().show(why);
        } else if (seen.records() == 0) {
            desk.toasts().show(desk.text("buffers.backlog.nothing"));
        } else if (seen.sent() > 0) {
            desk.toasts().show(desk.text("buffers.backlog.sent", of, seen.sent()));
        } else {
            askedAbout = of;
            prompt.open(
                    of,
                    seen.records(),
                    desk.text(
                            "buffers.backlog.text",
                            time(seen.oldest()),
                            time(seen.newest()),
                            desk.figures().bytes(seen.bytes())),
                    () -> send(new Command.DiscardBacklog(of, seen.end(), seen.records())));
        }
    }

    private String time(@Nullable FieldRecord record) {
        return record == null
                ? Figures.NONE
                : desk.figures().dateTime(Instant.EPOCH.plusNanos(record.acceptTimeEpochNanos()));
    }

    private void send(Command.BacklogCommand command) {
        desk.commands()
                .send(
                        command,
                        outcome -> {
                            switch (outcome) {
                                case Outcome.BacklogExported(var file, long count) ->
                                        tell("exported", count, file);
                                case Outcome.BacklogDiscarded(long count, _) ->
                                        tell("discarded", count, command.lane());
                                default -> {}
                            }
                        });
    }

    private void tell(String key, Object... arguments) {
        desk.toasts().show(desk.text("buffers.backlog." + key, arguments));
    }
}
