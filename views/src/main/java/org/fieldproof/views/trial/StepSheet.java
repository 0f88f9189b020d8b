package org.fieldproof.views.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.ChainEdits;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.spi.TransformOutcome;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.i18n.Texts;

/// One record's way through the transforms: what it was, and what each step makes of it.
public final class StepSheet extends ScrollPane {
    private final Texts texts;
    private final String none;
    private final VBox box = new VBox(4);

    /// @param id of the sheet as a node
    /// @param none the key of what is said where there are no transforms
    public StepSheet(Texts texts, String id, String none) {
        this.texts = texts;
        this.none = none;
        box.getStyleClass().add("fp-steps");
        setContent(box);
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        getStyleClass().add("fp-content");
        setId(id);
    }

    /// Shows a record; nothing for none.
    ///
    /// @param hindrance why the transforms cannot be made
    public void show(
            Optional<Outcome.PreviewedRecord> chosen, Group pipeline, Optional<Problem> hindrance) {
        List<Node> nodes = new ArrayList<>();
        hindrance.ifPresent(why -> trouble(why, nodes));
        chosen.ifPresent(record -> way(record, ChainEdits.of(pipeline), hindrance, nodes));
        box.getChildren().setAll(nodes);
    }

    private void way(
            Outcome.PreviewedRecord chosen,
            List<Group> chain,
            Optional<Problem> hindrance,
            List<Node> into) {
        FieldRecord at = chosen.before();
        into.add(Parts.label(texts.get("trial.step.before"), "fp-section"));
        into.add(Parts.prose(at.device() + " · " + at.address(), "fp-muted", "fp-small"));
        into.add(payload(at));
        if (!chosen.taken()) {
            into.add(Parts.prose(texts.get("trial.step.notTaken"), "fp-muted"));
        }
        for (int i = 0; i < chosen.steps().size(); i++) {
            Outcome.PreviewStep step = chosen.steps().get(i);
            into.add(head(i, TrialRow.name(step)));
            switch (step.outcome()) {
                case TransformOutcome.Passed(FieldRecord next) -> {
                    changes(at, next, into);
                    at = next;
                }
                case TransformOutcome.Dropped _ ->
                        into.add(Parts.prose("○ " + texts.get("trial.step.dropped")));
                case TransformOutcome.Failed(Problem why) -> trouble(why, into);
            }
        }
        for (int i = chosen.steps().size(); hindrance.isEmpty() && i < chain.size(); i++) {
            into.add(head(i, ChainEdits.name(chain.get(i), i)));
            into.add(Parts.prose(texts.get("trial.step.notReached"), "fp-muted"));
        }
        if (chain.isEmpty()) {
            into.add(Parts.prose(texts.get(none), "fp-muted"));
        }
    }

    private static Node head(int index, String name) {
        return Parts.row(
                Parts.label(Integer.toString(index + 1), "fp-chain-number"),
                Parts.label(name, "fp-strong"));
    }

    private static Node payload(FieldRecord record) {
        return Parts.prose(TrialRow.text(record.payload()), "fp-mono");
    }

    private void changes(FieldRecord was, FieldRecord is, List<Node> into) {
        if (TrialRow.same(was, is)) {
            into.add(Parts.prose(texts.get("trial.step.same"), "fp-muted"));
            return;
        }
        if (!was.address().equals(is.address())) {
            into.add(Parts.prose(texts.get("trial.step.address", is.address())));
        }
        if (!was.device().equals(is.device())) {
            into.add(Parts.prose(texts.get("trial.step.device", is.device())));
        }
        List<Property> added = new ArrayList<>(is.properties());
        added.removeAll(was.properties());
        for (Property each : added) {
            into.add(Parts.prose(texts.get("trial.step.property", each.name(), each.value())));
        }
        if (!TrialRow.text(was.payload()).equals(TrialRow.text(is.payload()))) {
            into.add(payload(is));
        }
    }

    private static void trouble(Problem why, List<Node> into) {
        into.add(Parts.prose("◆ " + why.message() + " " + why.code(), "fp-p2"));
        into.add(Parts.prose(why.remedy(), "fp-small"));
    }
}
