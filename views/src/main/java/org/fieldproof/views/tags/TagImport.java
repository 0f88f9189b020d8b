package org.fieldproof.views.tags;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.DraftTags;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.tag.TagMerge;
import org.fieldproof.api.tag.TagRead;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.views.control.Leaving;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.ProblemCard;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.control.StateText;
import org.fieldproof.views.draft.DraftSession;
import org.fieldproof.views.filter.Measure;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.tags.ImportPlan.Kind;
import org.fieldproof.views.tags.ImportPlan.Line;
import org.jspecify.annotations.Nullable;

/// Takes tags of a file into a drafted connection: the difference first, tag by tag, then as one
/// edit. FX thread.
public final class TagImport extends TagSheet {
    private final Desk desk;
    private final DraftSession session;
    private final ComboBox<TagMerge> mode = new ComboBox<>();
    private final CheckBox partial = new CheckBox();
    private final RowTable<Line> table;
    private final Label hint = Parts.prose("", "fp-muted");
    private final Label summary = Parts.prose("");
    private final VBox details = new VBox();
    private final Button take;
    private final Button ask;
    private final DeviceWords device;
    private @Nullable TagRead standing;
    private @Nullable TagRead file;
    private long planned = -1;
    private ImportPlan plan = new ImportPlan(List.of(), Optional.empty(), 0);

    private TagImport(Desk desk, PartRef connection, Path from, StackPane over, Runnable closed) {
        super(desk.draft(), connection, over, closed);
        this.desk = desk;
        this.session = desk.draft();
        setId("tag-import");
        Leaving.afterAll(this, this::close);
        device = new DeviceWords(desk.texts());
        table = table();
        take = Parts.button("", this::take, "fp-primary");
        take.setId("tag-import-take");
        ask = Parts.button(desk.text("tags.import.ask"), this::ask);
        ask.setId("tag-import-ask");
        ask.setVisible(session.asksForTags(connection));
        ask.setManaged(ask.isVisible());
        Button back = Parts.button(desk.text("tags.close"), this::close);
        back.setId("tag-import-close");
        Label title = Parts.prose(desk.text("tags.import.title", connection.id()), "fp-title");
        Label name = Parts.givingWay(Parts.label(from.toString(), "fp-mono", "fp-muted"));
        var filtered = desk.filtered(table, "tag-import");
        summary.setId("tag-import-summary");
        VBox box =
                new VBox(
                        8,
                        title,
                        name,
                        hint,
                        modes(),
                        partial,
                        summary,
                        filtered,
                        details,
                        Parts.row(Parts.telling(ask), Parts.spring(), back, Parts.telling(take)));
        VBox.setVgrow(filtered, Priority.ALWAYS);
        show(box);
        say();
    }

    /// Opens it and has the file read.
    ///
    /// @param over what it lies over
    /// @param closed told when it has gone
    public static TagImport open(
            Desk desk, PartRef connection, Path file, StackPane over, Runnable closed) {
        TagImport sheet = new TagImport(desk, connection, file, over, closed);
        sheet.open();
        sheet.takeFocus();
        sheet.refresh();
        sheet.session.tagFile(
                file,
                outcome -> {
                    sheet.file = read(outcome);
                    sheet.plan();
                });
        return sheet;
    }

    @Override
    public void takeFocus() {
        mode.requestFocus();
    }

    /// Undo reaches the draft while the difference is shown.
    @Override
    public void refresh() {
        super.refresh();
        if (planned != session.model().version()) {
            plan();
        }
    }

    @Override
    void awaiting() {
        standing = null;
        String name = tableName();
        String words = desk.text("tags.import.hint");
        if (!name.isEmpty()) {
            words += " " + desk.text("tags.import.table", name);
        }
        if (hasInstances()) {
            words += " " + desk.text("tags.import.instances");
        }
        hint.setText(words);
        Parts.hinder(take, desk.text("tags.standing.waits"));
    }

    @Override
    void stands(Outcome outcome) {
        standing = read(outcome);
        plan();
    }

    private HBox modes() {
        mode.setId("tag-import-mode");
        mode.getItems().setAll(TagMerge.values());
        mode.setValue(TagMerge.MERGE_SAFE);
        mode.setConverter(
                new StringConverter<>() {
                    @Override
                    public String toString(@Nullable TagMerge each) {
                        return each == null ? "" : desk.text("tags.import.mode." + each.word());
                    }

                    @Override
                    public TagMerge fromString(String words) {
                        throw new IllegalStateException("modes are chosen, never typed");
                    }
                });
        mode.setMaxWidth(Double.MAX_VALUE);
        mode.setMinWidth(0);
        HBox.setHgrow(mode, Priority.ALWAYS);
        mode.setOnAction(event -> plan());
        Label name = Parts.label(desk.text("tags.import.mode"), "fp-field-name");
        name.setMinWidth(USE_PREF_SIZE);
        name.setLabelFor(mode);
        partial.setId("tag-import-partial");
        partial.setText(desk.text("tags.import.partial"));
        partial.setOnAction(event -> plan());
        return Parts.row(name, mode);
    }

    private RowTable<Line> table() {
        RowTable<Line> made =
                new RowTable<>(Line::id, desk.text("tags.import.reading"))
                        .state(desk.text("tags.import.column.change"), 170, this::state)
                        .named("change")
                        .text(desk.text("tags.import.column.tag"), 190, Line::name)
                        .named("tag")
                        .right(
                                desk.text("tags.import.column.line"),
                                60,
                                line -> line.line() == 0 ? "" : "" + line.line())
                        .named("line", Measure.NUMBER)
                        .text(desk.text("tags.import.column.what"), 280, Line::what)
                        .named("what")
                        .text(desk.text("tags.import.column.device"), 190, Line::device)
                        .named("device");
        made.setId("tag-import-table");
        made.setAccessibleText(desk.text("tags.import.accessible"));
        made.getSelectionModel()
                .selectedItemProperty()
                .addListener((property, was, is) -> detail(is));
        return made;
    }

    private StateText state(Line line) {
        Mark mark =
                switch (line.kind()) {
                    case FAULTY, CONFLICT, IN_TABLE_OTHERWISE -> Mark.HIGH;
                    case REMOVED -> Mark.LOW;
                    case ADDED, CHANGED -> Mark.RUN;
                    case IN_TABLE, SAME -> Mark.OFF;
                };
        return new StateText(mark, desk.text("tags.import.kind." + line.kind()));
    }

    private static TagRead read(Outcome outcome) {
        return switch (outcome) {
            case Outcome.TagsRead(TagRead tags) -> tags;
            case Outcome.Refused(Problem why) -> new TagRead.Refused(List.of(why));
            default -> throw new IllegalStateException("a file answers " + outcome);
        };
    }

    private void plan() {
        TagRead inTable = standing;
        TagRead inFile = file;
        if (inTable == null || inFile == null) {
            return;
        }
        planned = session.model().version();
        TagRead list = DraftTags.read(session.model().draft(), connection());
        plan = ImportPlan.of(list, inTable, inFile, mode.getValue(), partial.isSelected());
        table.sayEmpty(desk.text("tags.import.none"));
        device.plan(plan.coming(), plan.after().isPresent());
        table.renew(device.on(plan.lines()));
        if (table.getSelectionModel().isEmpty()) {
            table.getSelectionModel().selectFirst();
        }
        say();
    }

    private void say() {
        boolean possible = plan.after().isPresent();
        List<String> words = new ArrayList<>();
        for (Map.Entry<Kind, Long> each : plan.counts().entrySet()) {
            words.add(desk.text("tags.import.count." + each.getKey(), each.getValue()));
        }
        words.addAll(device.summary());
        String counts = String.join(", ", words);
        summary.setText(
                counts.isEmpty() || possible ? counts : desk.text("tags.import.refused", counts));
        summary.setManaged(!counts.isEmpty());
        take.setText(desk.text("tags.import.take", possible ? plan.changes() : 0));
        String same = plan.changes() == 0 ? desk.text("tags.import.same") : "";
        Parts.hinder(take, possible ? same : desk.text("tags.import.impossible"));
        Parts.hinder(ask, device.hindrance());
    }

    /// Asks the device for what would be new or other; what it says comes into the lines.
    private void ask() {
        device.ask();
        say();
        session.tagsSeen(
                connection().id(),
                TagTable.of(plan.coming()),
                outcome -> {
                    device.answered(outcome);
                    table.renew(device.on(plan.lines()));
                    say();
                    detail(table.getSelectionModel().getSelectedItem());
                    device.refusal()
                            .ifPresent(why -> details.getChildren().setAll(new ProblemCard(why)));
                });
    }

    /// The line that is chosen, in full.
    private void detail(@Nullable Line line) {
        details.getChildren().clear();
        if (line == null) {
            return;
        }
        if (line.why() != null) {
            details.getChildren().add(new ProblemCard(line.why()));
        } else {
            details.getChildren().add(Parts.prose(state(line).text() + " · " + line.name()));
            details.getChildren().add(Parts.prose(line.what(), "fp-mono", "fp-small"));
            if (!line.device().isEmpty()) {
                details.getChildren()
                        .add(Parts.prose(desk.text("tags.import.device.says", line.device())));
            }
        }
    }

    private void take() {
        plan.after()
                .ifPresent(
                        after -> {
                            int changes = plan.changes();
                            session.edit(
                                    desk.text("tags.import.edit", changes, connection().id()),
                                    draft -> DraftTags.with(draft, connection(), after));
                            close();
                        });
    }
}
