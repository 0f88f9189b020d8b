package org.fieldproof.views.trial;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.place.HelpTopic;

/// Tries a pipeline of the draft out: on the last records, or on the project's tests. FX thread.
public final class TrialPanel extends BorderPane {
    private static final double HEIGHT = 292;

    private final Desk desk;
    private final TrialModel model;
    private final PreviewPane preview;
    private final TestsPane tests;
    private final TextForm form;
    private final Label title = Parts.givingWay(Parts.label("", "fp-strong"));
    private final Label state = Parts.givingWay(Parts.label("", "fp-muted"));
    private final ToggleButton previewTab = new ToggleButton();
    private final ToggleButton testsTab = new ToggleButton();
    private final Button again;
    private final Button sample;
    private final Button make;
    private final Button run;
    private final Runnable close;

    /// @param close told when it is to be put away
    public TrialPanel(Desk desk, Runnable close) {
        this.desk = desk;
        this.close = close;
        model = new TrialModel(desk, this::render);
        preview = new PreviewPane(desk, model);
        tests = new TestsPane(desk, model);
        form = new TextForm(desk.texts(), this::closeForm);
        again = button("trial.head.again", "trial-again", model::take);
        sample = button("trial.head.sample", "trial-sample", this::askSample);
        make = button("trial.head.make", "trial-make", this::askTest);
        run = button("trial.head.run", "trial-run", model::runTests);
        tab(previewTab, "trial.head.preview", "trial-tab-preview");
        tab(testsTab, "trial.head.tests", "trial-tab-tests");
        ToggleGroup tabs = new ToggleGroup();
        tabs.getToggles().addAll(previewTab, testsTab);
        previewTab.setSelected(true);
        tabs.selectedToggleProperty()
                .addListener(
                        (property, was, is) -> {
                            if (is == null && was != null) {
                                was.setSelected(true);
                            } else {
                                chosen();
                            }
                        });
        Button away = Parts.button(desk.text("pipelines.wire.close"), close, "fp-flat");
        away.setId("trial-close");
        HBox head =
                Parts.row(
                        title,
                        Parts.telling(previewTab),
                        Parts.telling(testsTab),
                        state,
                        Parts.spring(),
                        again,
                        sample,
                        Parts.telling(make),
                        Parts.telling(run),
                        away);
        head.getStyleClass().add("fp-drawer-head");
        setTop(head);
        setCenter(preview);
        getStyleClass().add("fp-panel");
        setId("trial");
        HelpTopic.mark(this, "transforms");
        setMinHeight(120);
        setPrefHeight(HEIGHT);
        setMaxHeight(HEIGHT);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    private Button button(String key, String id, Runnable act) {
        Button button = Parts.button(desk.text(key), act, "fp-flat");
        button.setId(id);
        button.managedProperty().bind(button.visibleProperty());
        return button;
    }

    private void tab(ToggleButton button, String key, String id) {
        button.setText(desk.text(key));
        button.setId(id);
        button.setMinWidth(USE_PREF_SIZE);
    }

    private void key(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            if (getCenter() == form) {
                if (form.mayClose(desk.text("trial.form.again"))) {
                    closeForm();
                }
            } else {
                close.run();
            }
        }
        // Letters are not meant for the canvas while this has the focus.
        if (!event.isShortcutDown() && !event.getCode().isFunctionKey()) {
            event.consume();
        }
    }

    /// Turns to a pipeline; stays where it is as long as somebody is writing there.
    public void open(PartRef pipeline) {
        boolean writing = getCenter() == form && form.isTouched();
        if (!writing && !model.pipeline().equals(Optional.of(pipeline))) {
            setCenter(testsTab.isSelected() ? tests : preview);
            model.open(pipeline);
            render();
        }
    }

    /// Gives the focus to what it shows.
    public void focus() {
        if (getCenter() == form) {
            form.focus();
        } else if (testsTab.isSelected()) {
            tests.focus();
        } else {
            preview.focus();
        }
    }

    /// A beat: the draft may have changed.
    public void beat() {
        model.beat();
        showHead();
    }

    private void chosen() {
        boolean testing = testsTab.isSelected();
        setCenter(testing ? tests : preview);
        model.setTesting(testing);
        render();
    }

    private void closeForm() {
        chosen();
        focus();
    }

    private void render() {
        preview.show();
        tests.show();
        showHead();
    }

    private void showHead() {
        boolean testing = testsTab.isSelected();
        boolean writing = getCenter() == form;
        String name = model.part().text("title");
        String id = model.pipeline().map(PartRef::id).orElse("");
        title.setText(name.isEmpty() ? id : name);
        state.setText(testing ? testsState() : previewState());
        String busy = writing ? desk.text("trial.head.writing") : "";
        Parts.hinder(previewTab, busy);
        Parts.hinder(testsTab, busy);
        again.setVisible(!testing && !writing);
        sample.setVisible(!testing && !writing);
        make.setVisible(!testing && !writing);
        Parts.hinder(make, preview.record().isEmpty() ? desk.text("trial.head.noRecord") : "");
        run.setVisible(testing && !writing);
        Parts.hinder(run, model.isTesting() ? desk.text("trial.head.testing") : "");
    }

    private String previewState() {
        int count = model.previewed().size();
        String age = desk.figures().age(model.ageMillis());
        return model.isBehind() && model.isAnswered()
                ? desk.text("trial.preview.behind")
                : desk.text("trial.preview.state", count, age);
    }

    private String testsState() {
        if (model.isTesting() || !model.isTested()) {
            return desk.text("trial.test.running");
        }
        if (model.testsAreOld()) {
            return desk.text("trial.test.old");
        }
        long passed = model.own().stream().filter(Outcome.TestResult::passed).count();
        long others =
                model.results().stream().filter(each -> !each.passed()).count()
                        - (model.own().size() - passed);
        return desk.text("trial.test.state", passed, model.own().size())
                + (others > 0 ? " · " + desk.text("trial.test.others", others) : "");
    }

    private void askSample() {
        setCenter(form);
        String from = model.part().texts("from").stream().findFirst().orElse("");
        String address =
                model.part().texts("match").stream()
                        .findFirst()
                        .orElse("#")
                        .replace("#", "example")
                        .replace("+", "example");
        form.ask(
                desk.text("trial.form.sample"),
                preview.record()
                        .map(TrialPanel::json)
                        .orElse(SampleJson.of(from, "device", address, "{\"value\": 1}")),
                "",
                desk.text("trial.form.use"),
                (file, text) -> model.sample(text, this::sampled));
        showHead();
    }

    private static String json(FieldRecord record) {
        return SampleJson.of(
                record.connection(),
                record.device(),
                record.address(),
                new String(record.payload(), java.nio.charset.StandardCharsets.UTF_8));
    }

    private void sampled(Outcome outcome) {
        if (outcome instanceof Outcome.SampleRead(FieldRecord record)) {
            model.addSample(record);
            closeForm();
            preview.selectFirst();
        } else {
            refused(outcome);
        }
    }

    private void refused(Outcome outcome) {
        if (outcome instanceof Outcome.Refused(Problem why)) {
            form.refuse("◆ " + why.message() + " " + why.remedy());
        }
    }

    private void askTest() {
        FieldRecord record = preview.record().orElse(null);
        PartRef pipeline = model.pipeline().orElse(null);
        if (record == null || pipeline == null) {
            return;
        }
        String name = desk.text("trial.form.name", record.device(), pipeline.id());
        Node asked = getCenter();
        Consumer<Outcome> written =
                outcome -> {
                    boolean late =
                            !asked.equals(getCenter())
                                    || !model.pipeline().equals(Optional.of(pipeline));
                    if (late) {
                        // Something else is looked at or written by now.
                        return;
                    }
                    if (outcome instanceof Outcome.TestWritten(String yaml)) {
                        setCenter(form);
                        form.ask(
                                desk.text("trial.form.test"),
                                yaml,
                                pipeline.id() + ".yaml",
                                desk.text("trial.form.save"),
                                (file, text) -> model.saveTest(file, text, this::saved));
                        showHead();
                    } else if (outcome instanceof Outcome.Refused(Problem why)) {
                        desk.toasts().show(why.message());
                    }
                };
        model.testOf(record, name, written);
    }

    private void saved(Outcome outcome) {
        if (outcome instanceof Outcome.Done(String file)) {
            desk.toasts().show(desk.text("trial.form.saved", file));
            testsTab.setSelected(true);
            chosen();
            model.runTests();
            tests.focus();
        } else {
            refused(outcome);
        }
    }
}
