package org.fieldproof.views.support;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.support.SupportBundle;
import org.fieldproof.api.support.SupportFile;
import org.fieldproof.views.control.FilterBar;
import org.fieldproof.views.control.FilteredTable;
import org.fieldproof.views.control.Leaving;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.ProblemCard;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.filter.Measure;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.place.HelpTopic;

/// A bundle for whoever helps: every file with its text, before anything is written. Takes the
/// middle, like a page; nothing behind it is kept from being used. FX thread.
public final class SupportView extends BorderPane {
    /// The page of help about it.
    public static final String HELP = "support";

    private static final double FILES_WIDTH = 460;

    private final Desk desk;
    private final Supplier<List<Problem>> problems;
    private final Runnable closed;
    private final SupportViewModel model;
    private final Label state = new Label();
    private final VBox wrong = new VBox();
    private final CheckBox payloads = new CheckBox();
    private final RowTable<SupportFile> files;
    private final FilterBar filter;
    private final Label name = Parts.givingWay(Parts.label("", "fp-strong"));
    private final ListView<String> text = new ListView<>();
    private final Button save;

    /// @param problems what a person has in front of him
    /// @param closed told when it is to be put away
    public SupportView(Desk desk, Supplier<List<Problem>> problems, Runnable closed) {
        this.desk = desk;
        this.problems = problems;
        this.closed = closed;
        model =
                new SupportViewModel(
                        desk.workspace().support(), desk.commands(), this::render, this::late);
        files =
                new RowTable<>(SupportFile::name, desk.text("support.files.none"))
                        .mono(desk.text("support.column.file"), 240, SupportFile::name)
                        .named("file")
                        .right(desk.text("support.column.bytes"), 90, this::size)
                        .named("bytes", Measure.BYTES)
                        .right(desk.text("support.column.masked"), 90, this::masked)
                        .named("masked", Measure.NUMBER);
        filter = desk.filter(files, "support");
        save = Parts.button(desk.text("support.save"), this::save, "fp-primary");
        setId("support");
        HelpTopic.mark(this, HELP);
        build();
        Leaving.afterAll(this, this::close);
        // By whatever way it is left, such as the rail: a bundle is large, and full of a plant.
        sceneProperty()
                .addListener(
                        (property, was, is) -> {
                            if (is == null) {
                                forget();
                            }
                        });
    }

    private void build() {
        Button cancel = Parts.button(desk.text("support.cancel"), this::close);
        cancel.setId("support-cancel");
        save.setId("support-save");
        payloads.setText(desk.text("support.payloads"));
        payloads.setId("support-payloads");
        payloads.setOnAction(event -> collect());
        HBox head =
                Parts.head(
                        new Label(desk.text("support.title")), state, cancel, Parts.telling(save));
        Label remark = Parts.prose(desk.text("support.remark"), "fp-muted");
        VBox top = new VBox(8, head, remark, payloads, wrong);
        remark.getStyleClass().add("fp-support-row");
        payloads.getStyleClass().add("fp-support-row");
        files.setId("support-files");
        files.sieve().onChanged(files::chooseFirst);
        FilteredTable<SupportFile> left = new FilteredTable<>(files, filter);
        left.setMinWidth(FILES_WIDTH);
        left.setPrefWidth(FILES_WIDTH);
        files.getSelectionModel().selectedItemProperty().addListener((p, was, is) -> showText());
        text.setId("support-text");
        text.getStyleClass().addAll("fp-mono", "fp-support-text");
        text.setAccessibleText(desk.text("support.text"));
        VBox side = new VBox(6, name, text);
        VBox.setVgrow(text, Priority.ALWAYS);
        HBox.setHgrow(side, Priority.ALWAYS);
        HBox middle = new HBox(12, left, side);
        middle.getStyleClass().add("fp-padded");
        setTop(top);
        setCenter(middle);
    }

    /// Collects anew, without payloads until somebody wants them.
    public void open() {
        payloads.setSelected(false);
        filter.recall();
        files.recallLook();
        collect();
        files.requestFocus();
    }

    /// Another gateway, or none: what was collected is not of it.
    public void forget() {
        model.cancel();
        render();
    }

    private void collect() {
        model.collect(problems.get(), payloads.isSelected());
    }

    private void close() {
        forget();
        closed.run();
    }

    private void save() {
        Optional<Path> file =
                model.bundle()
                        .map(SupportBundle::name)
                        .flatMap(
                                proposed ->
                                        desk.files().save(desk.text("support.title"), proposed));
        file.ifPresent(
                to ->
                        model.save(
                                to,
                                () -> {
                                    told(to.toString());
                                    close();
                                }));
    }

    private void told(String file) {
        desk.toasts().show(desk.text("support.written", file));
    }

    private void late(Outcome outcome) {
        switch (outcome) {
            case Outcome.Done(String file) -> told(file);
            case Outcome.Refused(Problem why) -> desk.toasts().problem(why);
            case Outcome.SupportCancelled _ -> desk.toasts().show(desk.text("support.unwritten"));
            default -> {}
        }
    }

    private void render() {
        Optional<SupportBundle> bundle = model.bundle();
        state.setText(
                switch (model.step()) {
                    case COLLECTING -> desk.text("support.collecting");
                    case WRITING -> desk.text("support.writing");
                    case LOOKING ->
                            bundle.map(
                                            made ->
                                                    desk.text(
                                                            "support.state",
                                                            made.files().size(),
                                                            desk.figures().bytes(made.bytes()),
                                                            made.masked()))
                                    .orElse("");
                });
        boolean ready = bundle.isPresent() && model.step() == SupportViewModel.Step.LOOKING;
        Parts.hinder(save, ready ? "" : desk.text("support.save.waits"));
        wrong.getChildren().setAll(model.refused().map(ProblemCard::new).stream().toList());
        files.update(bundle.map(SupportBundle::files).orElse(List.of()));
        files.chooseFirst();
        showText();
    }

    private void showText() {
        Optional<SupportFile> chosen = files.selected();
        name.setText(chosen.map(SupportFile::name).orElse(""));
        text.getItems().setAll(chosen.map(file -> file.text().lines().toList()).orElse(List.of()));
    }

    private String size(SupportFile file) {
        return desk.figures().bytes(file.bytes());
    }

    private String masked(SupportFile file) {
        return file.maskedTotal() == 0 ? "" : desk.figures().count(file.maskedTotal());
    }
}
