package org.fieldproof.views.buffers;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.command.Outcome.OrphanedBacklog;
import org.fieldproof.api.snapshot.AlarmSnapshot;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.quarantine.DiscardPrompt;

/// Backlogs of destinations that the project does not have any more, and the two ways out: into a
/// file, or given up. Not in sight while there are none. FX thread.
final class OrphanPanel extends VBox {
    private static final String ALARM = "LANE-0401/";

    private final Desk desk;
    private final DiscardPrompt prompt;
    private final VBox rows = new VBox(4);
    private final Runnable elsewhere;

    /// The alarms that are told of by what is shown.
    private List<String> known = List.of();

    /// Whether an answer is waited for: the same is asked once at a time.
    private boolean reading;

    /// Whether the latest answer was a refusal: of the next one nobody is told once more.
    private boolean refused;

    private String askedAbout = "";

    /// @param over where it may ask before something is destroyed
    /// @param elsewhere takes the focus when there is nothing of this left to have it
    OrphanPanel(Desk desk, StackPane over, Runnable elsewhere) {
        super(6);
        this.desk = desk;
        this.elsewhere = elsewhere;
        getStyleClass().addAll("fp-panel", "fp-padded");
        setId("buffers-orphans");
        prompt =
                new DiscardPrompt(
                        desk, "orphan", () -> export(askedAbout), () -> focus(askedAbout));
        over.getChildren().add(prompt);
        getChildren()
                .addAll(
                        Parts.label(desk.text("buffers.orphan.title"), "fp-strong"),
                        Parts.prose(desk.text("buffers.orphan.remark"), "fp-muted", "fp-small"),
                        rows);
        setMinHeight(USE_PREF_SIZE);
        see(false);
    }

    private void see(boolean any) {
        setVisible(any);
        setManaged(any);
    }

    /// Asks for them when an alarm tells of others than are shown.
    void show(GatewaySnapshot picture) {
        List<String> now =
                picture.alarms().stream()
                        .map(AlarmSnapshot::id)
                        .filter(id -> id.startsWith(ALARM))
                        .toList();
        if (!now.equals(known)) {
            read(now);
        }
        for (Node each : rows.getChildren()) {
            if (each instanceof Row row) {
                Parts.hinder(row.discard, desk.observing());
            }
        }
    }

    /// What is refused is asked again with the next beat.
    private void read(List<String> told) {
        if (told.isEmpty()) {
            known = told;
            fill(List.of());
        } else if (!reading) {
            reading = true;
            if (refused) {
                desk.commands().ask(new Command.ReadOrphans(), outcome -> take(told, outcome));
            } else {
                desk.commands().send(new Command.ReadOrphans(), outcome -> take(told, outcome));
            }
        }
    }

    private void take(List<String> told, Outcome outcome) {
        reading = false;
        refused = outcome instanceof Outcome.Refused;
        if (outcome instanceof Outcome.OrphansRead(var found)) {
            known = told;
            fill(found);
        }
    }

    private void fill(List<OrphanedBacklog> found) {
        Optional<String> focused =
                rows.getChildren().stream()
                        .filter(Node::isFocusWithin)
                        .map(each -> ((Row) each).backlog)
                        .findFirst();
        rows.getChildren().setAll(found.stream().map(Row::new).toList());
        see(!found.isEmpty());
        focused.ifPresent(this::focus);
    }

    /// Leads to the row of a backlog.
    private void focus(String backlog) {
        rows.getChildren().stream()
                .map(Row.class::cast)
                .filter(row -> row.backlog.equals(backlog))
                .findFirst()
                .ifPresentOrElse(Row::takeFocus, elsewhere);
    }

    private final class Row extends HBox {
        private final String backlog;
        private final Button export;
        private final Button discard;

        Row(OrphanedBacklog orphan) {
            super(8);
            backlog = orphan.id();
            VBox words =
                    new VBox(
                            Parts.label(orphan.id(), "fp-value"),
                            Parts.prose(words(orphan), "fp-muted", "fp-small"));
            HBox.setHgrow(words, Priority.ALWAYS);
            export =
                    Parts.button(
                            desk.text("buffers.backlog.button.export"), () -> export(orphan.id()));
            export.setId("orphan-export-" + selector(orphan.id()));
            discard =
                    Parts.button(
                            desk.text("buffers.backlog.button.discard"), () -> discard(orphan));
            discard.setId("orphan-discard-" + selector(orphan.id()));
            Parts.hinder(discard, desk.observing());
            getChildren().addAll(words, Parts.telling(export), Parts.telling(discard));
        }

        private void takeFocus() {
            (discard.isDisabled() ? export : discard).requestFocus();
        }
    }

    /// A dot would mean something in a look-up.
    private static String selector(String id) {
        return id.replace('.', '-');
    }

    private String words(OrphanedBacklog orphan) {
        return desk.text(
                "buffers.orphan.words",
                orphan.lane(),
                orphan.bufferRecords(),
                desk.figures().bytes(orphan.bufferBytes()),
                orphan.quarantinedRecords());
    }

    private void export(String id) {
        desk.files()
                .save(desk.text("buffers.backlog.exportTitle"), id + "-backlog.ndjson")
                .ifPresent(
                        file ->
                                desk.commands()
                                        .send(new Command.ExportOrphan(id, file), this::exported));
    }

    private void exported(Outcome outcome) {
        if (outcome instanceof Outcome.QuarantineExported(var file, long count)) {
            desk.toasts().show(desk.text("buffers.backlog.exported", count, file));
        }
    }

    private void discard(OrphanedBacklog orphan) {
        askedAbout = orphan.id();
        prompt.open(
                orphan.id(),
                orphan.records(),
                desk.text("buffers.orphan.text", words(orphan)),
                () ->
                        desk.commands()
                                .send(
                                        new Command.DiscardOrphan(orphan.id(), orphan.records()),
                                        this::discarded));
    }

    private void discarded(Outcome outcome) {
        if (outcome instanceof Outcome.Done(String message)) {
            desk.toasts().show(message);
        }
        read(known);
    }
}
