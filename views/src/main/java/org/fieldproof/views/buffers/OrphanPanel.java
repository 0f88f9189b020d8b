package org.fieldproof.views.buffers;

import java.util.List;
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
    private List<String> known = List.of();
    private String askedAbout = "";

    /// @param over where it may ask before something is destroyed
    OrphanPanel(Desk desk, StackPane over) {
        super(6);
        this.desk = desk;
        getStyleClass().addAll("fp-panel", "fp-padded");
        setId("buffers-orphans");
        prompt = new DiscardPrompt(desk, "orphan", () -> export(askedAbout), this::requestFocus);
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
            known = now;
            read();
        }
        for (Node each : rows.getChildren()) {
            if (each instanceof Row row) {
                Parts.hinder(row.discard, hindrance());
            }
        }
    }

    private void read() {
        if (known.isEmpty()) {
            fill(List.of());
            return;
        }
        desk.commands()
                .send(
                        new Command.ReadOrphans(),
                        outcome -> {
                            if (outcome instanceof Outcome.OrphansRead(var found)) {
                                fill(found);
                            }
                        });
    }

    private void fill(List<OrphanedBacklog> found) {
        rows.getChildren().setAll(found.stream().map(Row::new).toList());
        see(!found.isEmpty());
    }

    private String hindrance() {
        String back = desk.lookingBack();
        if (!back.isEmpty()) {
            return back;
        }
        return desk.draft().isCommissioning() ? "" : desk.text("shell.hindrance.observing");
    }

    private final class Row extends HBox {
        private final Button discard;

        Row(OrphanedBacklog orphan) {
            super(8);
            VBox words =
                    new VBox(
                            Parts.label(orphan.id(), "fp-value"),
                            Parts.prose(words(orphan), "fp-muted", "fp-small"));
            HBox.setHgrow(words, Priority.ALWAYS);
            Button export =
                    Parts.button(
                            desk.text("buffers.backlog.button.export"), () -> export(orphan.id()));
            export.setId("orphan-export-" + selector(orphan.id()));
            discard =
                    Parts.button(
                            desk.text("buffers.backlog.button.discard"), () -> discard(orphan));
            discard.setId("orphan-discard-" + selector(orphan.id()));
            Parts.hinder(discard, hindrance());
            getChildren().addAll(words, Parts.telling(export), Parts.telling(discard));
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
                desk.figures().count(orphan.bufferRecords()),
                desk.figures().bytes(orphan.bufferBytes()),
                desk.figures().count(orphan.quarantinedRecords()));
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
            desk.toasts()
                    .show(desk.text("buffers.backlog.exported", desk.figures().count(count), file));
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
        read();
    }
}
