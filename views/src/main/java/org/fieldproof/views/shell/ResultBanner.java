package org.fieldproof.views.shell;

import java.util.HashSet;
import java.util.Set;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.fieldproof.api.drill.Verdict;
import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.StateText;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.place.PerspectiveId;
import org.fieldproof.views.verdict.VerdictWords;
import org.jspecify.annotations.Nullable;

/// Tells that a drill has ended, wherever one is, until it is read or dismissed.
final class ResultBanner extends HBox {

    private final Desk desk;
    private final Runnable done;
    private final Label text = Parts.prose("");
    private final Button read;
    private final Set<String> running = new HashSet<>();
    private String evidence = "";

    /// @param done told when somebody has seen it
    ResultBanner(Desk desk, Runnable done) {
        this.done = done;
        this.desk = desk;
        getStyleClass().add("fp-banner");
        setId("result-banner");
        read = Parts.button(desk.text("shell.result.read"), this::read, "fp-primary");
        read.setId("result-read");
        Button dismiss = Parts.button(desk.text("shell.result.dismiss"), done, "fp-flat");
        dismiss.setId("result-dismiss");
        getChildren().addAll(text, Parts.spring(), read, dismiss);
        hide();
    }

    /// Only what was seen running is news; what earlier starts have left is history, whenever it is
    /// found.
    void show(DrillSnapshot drills) {
        DrillSnapshot.@Nullable Run run = drills.running();
        if (run != null) {
            running.add(run.id());
        }
        drills.results().stream()
                .filter(result -> running.remove(result.id()))
                .findFirst()
                .ifPresent(this::announce);
    }

    /// Another project is open, or none: what ended there is not of it.
    void forget() {
        running.clear();
        hide();
    }

    private void announce(DrillSnapshot.Result result) {
        StateText verdict = VerdictWords.of(result.verdict(), desk.texts());
        text.setText(
                desk.text(
                        "shell.result.text",
                        verdict.mark().glyph(),
                        result.name(),
                        verdict.words(),
                        result.reason()));
        Parts.toggle(text, "fp-p1", result.verdict() == Verdict.FAILED);
        evidence = result.evidence();
        read.setVisible(!evidence.isEmpty());
        setVisible(true);
        setManaged(true);
    }

    private void read() {
        done.run();
        desk.navigator().open(PerspectiveId.EVIDENCE, "evidence/" + evidence);
    }

    void hide() {
        setVisible(false);
        setManaged(false);
    }
}
