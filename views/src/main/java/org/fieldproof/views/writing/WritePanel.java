package org.fieldproof.views.writing;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.fieldproof.api.command.Outcome.TagWritten;
import org.fieldproof.api.command.Outcome.WritableTag;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.project.Problem;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.control.FactSheet;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.ProblemCard;
import org.fieldproof.views.control.StateText;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.place.HelpTopic;
import org.jspecify.annotations.Nullable;

/// Writes one tag: which one, whether it is armed, and the one step that is next. Escape goes a
/// step back. Not there until it is opened. FX thread.
public final class WritePanel extends VBox {
    /// The page of help.
    public static final String HELP = "writing";

    private final Desk desk;
    private final WritingModel model;
    private final WritingWords words;
    private final Runnable closed;
    private final ComboBox<WritableTag> choice = new ComboBox<>();
    private final Button close;
    private final FactSheet facts = new FactSheet();
    private final Label live;
    private final Label armed = Parts.prose("", "fp-strong");
    private final Label note = Parts.prose("", "fp-strong");
    private final Label why = Parts.prose("", "fp-muted");
    private final Button mode;
    private final VBox hindered;
    private final VBox refused = new VBox();
    private final ArmForm arm;
    private final ValueForm value;
    private final ConfirmForm confirm;
    private final VBox result = new VBox(8);
    private final Label resultText = Parts.prose("");
    private final VBox resultWhy = new VBox();
    private final Button another;
    private @Nullable Problem refusal;
    private @Nullable TagWritten told;
    private WritingModel.@Nullable Step step;

    /// Whether the key that opened it is down.
    private boolean fresh;

    /// @param closed told once it is away, so that the focus is not lost
    public WritePanel(Desk desk, Runnable closed) {
        super(10);
        this.desk = desk;
        this.closed = closed;
        model = new WritingModel(desk, this::answered);
        words = new WritingWords(desk);
        setId("write-panel");
        HelpTopic.mark(this, HELP);
        close = Parts.button(desk.text("writing.close.button"), this::close, "fp-flat");
        close.setId("write-close");
        live = Parts.prose(desk.text("writing.live.note"), "fp-muted", "fp-small");
        mode = Parts.button(desk.text("writing.mode.button"), this::commission);
        mode.setId("write-mode");
        hindered = new VBox(6, why, mode);
        arm = new ArmForm(desk, model);
        value = new ValueForm(desk, model);
        confirm = new ConfirmForm(desk, model, this::back);
        another = Parts.button(desk.text("writing.result.another"), this::another);
        another.setId("write-another");
        resultText.setId("write-result");
        result.getChildren().addAll(resultText, resultWhy, Parts.row(another));
        build();
        setVisible(false);
    }

    private void build() {
        managedProperty().bind(visibleProperty());
        choice.setId("write-choice");
        choice.setMaxWidth(Double.MAX_VALUE);
        choice.setAccessibleText(desk.text("writing.choice.name"));
        choice.setConverter(
                new StringConverter<>() {
                    @Override
                    public String toString(@Nullable WritableTag of) {
                        return of == null ? "" : of.connection() + " · " + of.tag();
                    }

                    @Override
                    public WritableTag fromString(String text) {
                        throw new IllegalStateException("text: " + text + " (expected: chosen)");
                    }
                });
        choice.valueProperty().subscribe(this::choose);
        for (Node each :
                List.of(
                        choice, live, armed, note, hindered, mode, refused, arm, value, confirm,
                        result)) {
            each.managedProperty().bind(each.visibleProperty());
        }
        getChildren()
                .addAll(
                        Parts.row(
                                Parts.label(desk.text("writing.panel.title"), "fp-section"),
                                Parts.spring(),
                                Parts.telling(close)),
                        choice,
                        facts,
                        live,
                        armed,
                        note,
                        refused,
                        hindered,
                        arm,
                        value,
                        confirm,
                        result);
        addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.ESCAPE && !choice.isShowing()) {
                        back();
                        event.consume();
                    }
                });
        addEventFilter(KeyEvent.KEY_TYPED, this::swallow);
        addEventFilter(KeyEvent.KEY_RELEASED, event -> fresh = false);
    }

    /// The letter that opened it is not meant for it.
    private void swallow(KeyEvent event) {
        if (fresh) {
            fresh = false;
            event.consume();
        }
    }

    void openByKey(List<WritableTag> tags) {
        fresh = model.waiting() != WritingModel.Wait.WRITING;
        open(tags);
    }

    /// Opens it with tags, the first of them chosen, and goes there.
    public void open(List<WritableTag> tags) {
        if (model.waiting() == WritingModel.Wait.WRITING) {
            desk.toasts().show(desk.text("writing.wait.WRITING"));
            return;
        }
        setVisible(true);
        offer(tags, tags.getFirst());
        redraw();
        takeFocus();
    }

    private void choose(@Nullable WritableTag chosen) {
        arm.clear();
        value.clear();
        confirm.clear();
        model.choose(chosen);
        step = null;
        redraw();
    }

    /// Draws a beat, of what runs now whatever the page looks at.
    public void show(Frame frame) {
        model.see(frame.snapshot());
        Optional<WritableTag> tag = model.tag();
        if (isVisible() && tag.isPresent()) {
            draw(tag.get());
        }
    }

    /// What became of a write is said in any case, elsewhere where nobody sees it here.
    private void answered(WritingModel.Wait what) {
        if (what == WritingModel.Wait.WRITING && !isInSight()) {
            model.written()
                    .ifPresent(
                            done -> {
                                if (done.why() != null) {
                                    desk.toasts().problem(done.why());
                                }
                                desk.toasts().show(words.result(done).text());
                            });
            model.refusal().ifPresent(desk.toasts()::problem);
        }
        redraw();
        if (isFocused()) {
            takeFocus();
        }
    }

    private boolean isInSight() {
        boolean seen = getScene() != null && getScene().getWindow().isShowing();
        for (Node at = this; seen && at != null; at = at.getParent()) {
            seen = at.isVisible();
        }
        return seen;
    }

    /// The tags as the running project has them now: what it changed is chosen anew, and what it
    /// has no more is left.
    void follow(List<WritableTag> all) {
        Optional<WritableTag> before = model.tag();
        if (!isVisible()
                || before.isEmpty()
                || model.waiting() == WritingModel.Wait.WRITING
                || model.step() == WritingModel.Step.RESULT) {
            return;
        }
        List<WritableTag> now =
                all.stream()
                        .filter(tag -> choice.getItems().stream().anyMatch(was -> same(tag, was)))
                        .toList();
        if (now.equals(choice.getItems())) {
            return;
        }
        Optional<WritableTag> again =
                now.stream().filter(tag -> same(tag, before.get())).findFirst();
        if (again.isEmpty()) {
            desk.toasts().show(desk.text("writing.note.gone", before.get().tag()));
            close();
            return;
        }
        boolean ours = isFocusWithin();
        offer(now, again.get());
        redraw();
        if (ours) {
            takeFocus();
        }
    }

    private static boolean same(WritableTag one, WritableTag other) {
        return one.connection().equals(other.connection()) && one.tag().equals(other.tag());
    }

    private void offer(List<WritableTag> tags, WritableTag chosen) {
        choice.setValue(null);
        choice.getItems().setAll(tags);
        choice.setVisible(tags.size() > 1);
        choice.setValue(chosen);
    }

    private void redraw() {
        desk.pulse().frame().ifPresent(this::show);
    }

    private void draw(WritableTag tag) {
        WritingModel.Step now = model.step();
        if (model.waiting() != WritingModel.Wait.NONE && isFocusWithin()) {
            // Else the focus would go somewhere with what is off meanwhile.
            requestFocus();
        }
        boolean writes = model.waiting() == WritingModel.Wait.WRITING;
        String busy = writes ? desk.text("writing.wait.WRITING") : "";
        Parts.hinder(choice, busy);
        Parts.hinder(close, busy);
        facts.show(words.facts(tag));
        live.setVisible(tag.deviceClass() == DeviceClass.LIVE);
        armed.setVisible(model.isArmed());
        armed.setText(
                desk.text(
                        "writing.armed.text",
                        tag.connection(),
                        desk.figures().age(Math.max(1000, model.armedMillis()))));
        note.setVisible(!model.note().isEmpty());
        note.setText(model.note());
        String hindrance = model.hindrance();
        hindered.setVisible(!hindrance.isEmpty() && now != WritingModel.Step.RESULT);
        why.setText(hindrance);
        mode.setVisible(model.isObserving() && desk.lookingBack().isEmpty());
        refuse(model.refusal().orElse(null));
        arm.setVisible(now == WritingModel.Step.ARM);
        value.setVisible(now == WritingModel.Step.VALUE);
        confirm.setVisible(now == WritingModel.Step.CONFIRM);
        result.setVisible(now == WritingModel.Step.RESULT);
        arm.show(tag);
        value.show(tag);
        model.prepared().ifPresent(confirm::show);
        model.written().ifPresent(this::tell);
        if (now != step) {
            enter(now);
        }
    }

    private void refuse(@Nullable Problem problem) {
        refused.setVisible(problem != null);
        if (problem != null && !problem.equals(refusal)) {
            refused.getChildren().setAll(new ProblemCard(problem));
        }
        refusal = problem;
    }

    private void tell(TagWritten done) {
        if (!done.equals(told)) {
            told = done;
            StateText state = words.result(done);
            resultText
                    .getStyleClass()
                    .removeAll(Stream.of(Mark.values()).map(Mark::textClass).toList());
            if (state.mark().abnormal()) {
                resultText.getStyleClass().add(state.mark().textClass());
            }
            resultText.setText(state.text());
            resultWhy.getChildren().clear();
            if (done.why() != null) {
                resultWhy.getChildren().add(new ProblemCard(done.why()));
            }
        }
    }

    /// The focus goes along with the steps where it was in here before.
    private void enter(WritingModel.Step now) {
        boolean follows = step != null && isFocusWithin();
        step = now;
        confirm.clear();
        if (follows) {
            takeFocus();
        }
    }

    private void takeFocus() {
        if (!model.hindrance().isEmpty()) {
            (mode.isVisible() ? mode : close).requestFocus();
            return;
        }
        switch (model.step()) {
            case ARM -> arm.takeFocus();
            case VALUE -> value.takeFocus();
            case CONFIRM -> confirm.takeFocus();
            case RESULT -> another.requestFocus();
        }
    }

    private void commission() {
        desk.draft().setCommissioning(true);
        redraw();
        takeFocus();
    }

    private void another() {
        model.another();
        value.clear();
        redraw();
        takeFocus();
    }

    /// One step back: what was prepared is given up, else it is closed.
    private void back() {
        if (model.step() == WritingModel.Step.CONFIRM) {
            model.cancel();
            redraw();
            takeFocus();
        } else {
            close();
        }
    }

    private void close() {
        if (model.waiting() != WritingModel.Wait.WRITING) {
            setVisible(false);
            choice.setValue(null);
            closed.run();
        }
    }
}
