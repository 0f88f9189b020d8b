package org.fieldproof.views.pipelines;

import java.util.List;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.filter.RowFilter;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.trial.StepSheet;

/// Copies of a wire's messages, held to be looked at one by one: what each is, and what the
/// transforms behind the wire make of it. Of one wire, one revision and one gateway. FX thread.
final class HoldPane extends HBox {
    private static final double WORDS_WIDTH = 400;

    private final Desk desk;
    private final WireHold hold;
    private final WireBeat beat;
    private final Runnable ended;
    private final String revision;
    private final ProjectDraft running;
    private final ComboBox<String> pipeline = new ComboBox<>();
    private final Label present = Parts.prose("", "fp-strong");
    private final Label counts = Parts.prose("", "fp-muted");
    private final Button next;
    private final Button letGo;
    private final StepSheet steps;
    private Optional<FieldRecord> shown = Optional.empty();
    private long asked;

    /// @param filter which messages are held, in the words of the list's filter
    /// @param written what that was written as; may be empty
    /// @param ended told when it ends by itself
    HoldPane(
            Desk desk,
            Command.Wire wire,
            RowFilter<WireRow> filter,
            String written,
            Runnable ended) {
        super(10);
        this.desk = desk;
        this.ended = ended;
        revision = desk.draft().model().hash();
        running = desk.draft().model().running();
        hold =
                new WireHold(
                        each -> filter.keeps(WireRow.of(each, desk.figures(), desk.clock().now())));
        beat = new WireBeat(desk, wire, this::seen, ended);
        steps = new StepSheet(desk.texts(), "wire-hold-steps", "pipelines.hold.none");
        next = Parts.button(desk.text("pipelines.hold.next"), this::next);
        next.setId("wire-hold-next");
        letGo = Parts.button(desk.text("pipelines.hold.letGo"), this::letGo);
        letGo.setId("wire-hold-let-go");
        Button end = Parts.button(desk.text("pipelines.hold.end"), ended);
        end.setId("wire-hold-end");
        List<String> behind = pipelines(wire);
        pipeline.setItems(FXCollections.observableArrayList(behind));
        pipeline.getSelectionModel().selectFirst();
        pipeline.setOnAction(_ -> ask());
        pipeline.setAccessibleText(desk.text("pipelines.hold.pipeline"));
        pipeline.setVisible(behind.size() > 1);
        pipeline.setManaged(behind.size() > 1);
        present.setId("wire-hold-present");
        counts.setId("wire-hold-counts");
        VBox words =
                new VBox(
                        8,
                        present,
                        Parts.row(Parts.telling(next), Parts.telling(letGo), end),
                        pipeline,
                        counts,
                        Parts.prose(desk.text("pipelines.hold.copies")),
                        Parts.prose(
                                written.isEmpty()
                                        ? desk.text("pipelines.hold.all")
                                        : desk.text("pipelines.hold.condition", written)));
        words.getStyleClass().add("fp-padded");
        ScrollPane left = new ScrollPane(words);
        left.setFitToWidth(true);
        left.getStyleClass().add("fp-content");
        left.setPrefWidth(WORDS_WIDTH);
        left.setMinWidth(0);
        HBox.setHgrow(left, Priority.SOMETIMES);
        HBox.setHgrow(steps, Priority.ALWAYS);
        steps.setPrefWidth(WORDS_WIDTH);
        setId("wire-hold-pane");
        getChildren().addAll(left, steps);
    }

    /// The pipelines whose transforms lie behind a wire; none behind the one into a destination.
    private List<String> pipelines(Command.Wire wire) {
        String connection =
                switch (wire) {
                    case Command.Wire.OfConnection(String id) -> id;
                    case Command.Wire.OfDevice(String id, String _) -> id;
                    case Command.Wire.OfLane _ -> "";
                };
        return running.parts(Section.PIPELINES).stream()
                .filter(each -> each.texts("from").contains(connection))
                .map(each -> each.text("id"))
                .toList();
    }

    void begin() {
        beat.begin();
        render();
    }

    void end() {
        asked++;
        beat.end();
    }

    private void seen(Outcome.WireInspected look) {
        if (!desk.draft().model().hash().equals(revision)) {
            desk.toasts().show(desk.text("pipelines.hold.applied"));
            ended.run();
            return;
        }
        hold.take(look);
        render();
    }

    private void next() {
        hold.next();
        render();
    }

    private void letGo() {
        hold.letGo();
        render();
    }

    private void render() {
        boolean none = hold.size() == 0;
        present.setText(
                none
                        ? desk.text("pipelines.hold.waits")
                        : desk.text(
                                "pipelines.hold.present",
                                hold.number(),
                                hold.size(),
                                hold.present().map(FieldRecord::seq).orElse(0L)));
        Parts.hinder(letGo, none ? desk.text("pipelines.hold.waits") : "");
        Parts.hinder(next, hold.size() < 2 ? desk.text("pipelines.hold.noNext") : "");
        counts.setText(
                desk.text(
                        "pipelines.hold.counts",
                        desk.figures().count(hold.passed()),
                        desk.figures().count(hold.fitting()),
                        desk.figures().count(hold.notKept()),
                        desk.figures().count(hold.unseen()),
                        WireHold.HELD_MAX));
        if (!shown.equals(hold.present())) {
            ask();
        }
    }

    /// What the transforms make of the copy that is looked at, tried out and nothing else.
    private void ask() {
        shown = hold.present();
        long mine = ++asked;
        String of = pipeline.getValue();
        if (shown.isEmpty()) {
            steps.show(Optional.empty(), Group.EMPTY, Optional.empty());
        } else if (of == null) {
            steps.show(shown.map(HoldPane::alone), Group.EMPTY, Optional.empty());
        } else {
            desk.commands()
                    .ask(
                            desk.draft()
                                    .desk()
                                    .trials()
                                    .preview(running, of, shown.stream().toList()),
                            outcome -> {
                                if (mine == asked) {
                                    tried(outcome, of);
                                }
                            });
        }
    }

    private static Outcome.PreviewedRecord alone(FieldRecord record) {
        return new Outcome.PreviewedRecord(record, true, List.of());
    }

    private void tried(Outcome outcome, String of) {
        Group part = running.part(new PartRef(Section.PIPELINES, of)).orElse(Group.EMPTY);
        if (outcome instanceof Outcome.Previewed done) {
            steps.show(done.records().stream().findFirst(), part, Optional.empty());
        } else if (outcome instanceof Outcome.Refused(Problem why)) {
            steps.show(shown.map(HoldPane::alone), part, Optional.of(why));
        }
    }
}
