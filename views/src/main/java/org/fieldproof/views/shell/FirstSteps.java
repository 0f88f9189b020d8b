package org.fieldproof.views.shell;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.place.PerspectiveId;

/// The way round for a newcomer, where there is a drill to be started: a value, a wire, a drill,
/// its evidence. A step is done when it has been done, however somebody came to it; what is done
/// stays done the next time. It asks nothing, and whoever leaves it never sees it again. FX thread.
final class FirstSteps extends HBox {
    static final String PREFERENCE = "firstSteps";
    static final String OVER = "over";

    /// What a wire that somebody has chosen opens on its page.
    private static final String WIRE = "#wire-panel";

    /// In the order in which they lead round.
    private enum Step {
        VALUE(1, PerspectiveId.LIVE),
        WIRE(2, PerspectiveId.PIPELINES),
        DRILL(3, PerspectiveId.DRILLS),
        EVIDENCE(4, PerspectiveId.EVIDENCE);

        private final int number;
        private final PerspectiveId place;

        Step(int number, PerspectiveId place) {
            this.number = number;
            this.place = place;
        }
    }

    private final Desk desk;
    private final Supplier<PerspectiveId> shown;
    private final Label title = Parts.givingWay(Parts.label("", "fp-strong"));
    private final Map<Step, Button> buttons = new EnumMap<>(Step.class);
    private final Button leave;
    private final Set<Step> done = EnumSet.noneOf(Step.class);
    private boolean over;

    /// @param shown the page in front
    FirstSteps(Desk desk, Supplier<PerspectiveId> shown) {
        this.desk = desk;
        this.shown = shown;
        getStyleClass().add("fp-banner");
        setId("first-steps");
        getChildren().add(title);
        for (Step step : Step.values()) {
            Button button = Parts.button("", () -> desk.navigator().open(step.place), "fp-flat");
            button.setId("first-step-" + step.number);
            button.setMinWidth(USE_PREF_SIZE);
            buttons.put(step, button);
        }
        getChildren().addAll(buttons.values());
        leave = Parts.button("", this::leave, "fp-flat");
        leave.setId("first-steps-leave");
        leave.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(Parts.spring(), leave);
        String kept = desk.workspace().preference(PREFERENCE).orElse("");
        over = kept.equals(OVER);
        for (Step step : Step.values()) {
            if (kept.contains(step.name())) {
                done.add(step);
            }
        }
        write();
        appear(false);
    }

    /// Looks at what has been done by now.
    void show(Frame beat) {
        if (over) {
            appear(false);
            return;
        }
        DrillSnapshot drills = beat.snapshot().drills();
        if (drills.running() != null || !drills.results().isEmpty()) {
            did(Step.DRILL);
        }
        if (shown.get() == PerspectiveId.PIPELINES && isWireOpen()) {
            did(Step.WIRE);
        }
        if (shown.get() == PerspectiveId.LIVE) {
            did(Step.VALUE);
        }
        boolean report = drills.results().stream().anyMatch(each -> !each.evidence().isEmpty());
        if (report && shown.get() == PerspectiveId.EVIDENCE) {
            did(Step.EVIDENCE);
        }
        appear(!drills.available().isEmpty());
    }

    /// Whether the messages of a wire are in sight: others ask for them too, such as a trial.
    private boolean isWireOpen() {
        Scene scene = getScene();
        return !done.contains(Step.WIRE) && scene != null && scene.lookup(WIRE) != null;
    }

    private void did(Step step) {
        if (!over && done.add(step)) {
            keep(done.stream().map(Step::name).collect(Collectors.joining(" ")));
            write();
        }
    }

    /// Says what is done, with the keys that there are now.
    void write() {
        boolean all = done.size() == Step.values().length;
        title.setText(desk.texts().keyed(desk.text(all ? "shell.steps.all" : "shell.steps.title")));
        leave.setText(desk.text(all ? "shell.steps.close" : "shell.steps.leave"));
        buttons.forEach(
                (step, button) -> {
                    boolean behind = done.contains(step);
                    String words = desk.text("shell.steps." + step.name());
                    button.setText((behind ? "✓" : String.valueOf(step.number)) + "  " + words);
                    button.setAccessibleText(
                            desk.text(behind ? "shell.steps.done" : "shell.steps.due", words));
                    Parts.toggle(button, "fp-muted", behind);
                    button.setVisible(!all);
                    button.setManaged(!all);
                });
    }

    private void leave() {
        over = true;
        keep(OVER);
        appear(false);
    }

    private void keep(String what) {
        desk.workspace().setPreference(PREFERENCE, what);
    }

    private void appear(boolean there) {
        setVisible(there);
        setManaged(there);
    }
}
