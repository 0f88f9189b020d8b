package org.fieldproof.views.pipelines;

import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldShape;
import org.fieldproof.api.record.FieldShape.Seen;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.control.StateText;
import org.fieldproof.views.perspective.Desk;

/// Which fields the messages of a wire have, and which behind the transforms on their way into a
/// destination. FX thread.
final class WireFields {
    private final Desk desk;
    private final RowTable<Row> table;
    private final Label remark = Parts.prose("", "fp-muted");
    private final Node content;
    private long asked;

    /// What becomes of a field.
    enum Fate {
        NEW,
        GONE,
        OTHER,
        SAME
    }

    /// A field.
    ///
    /// @param in the kinds of its values before the transforms; empty where it is not there
    /// @param out the same behind them
    record Row(String path, Fate fate, String in, String out) {}

    WireFields(Desk desk) {
        this.desk = desk;
        table =
                new RowTable<Row>(Row::path, desk.text("pipelines.fields.none"))
                        .mono(desk.text("pipelines.fields.path"), 300, Row::path)
                        .named("field")
                        .text(desk.text("pipelines.fields.in"), 240, Row::in)
                        .named("in")
                        .text(desk.text("pipelines.fields.out"), 240, Row::out)
                        .named("out")
                        .state(desk.text("pipelines.fields.fate"), 140, this::state)
                        .named("fate");
        table.setId("wire-fields-table");
        table.setAccessibleText(desk.text("pipelines.fields.accessible"));
        remark.setVisible(false);
        remark.setManaged(false);
        Node filtered = desk.filtered(table, "wire-fields").inset();
        VBox.setVgrow(filtered, Priority.ALWAYS);
        content = new VBox(remark, filtered);
    }

    Node content() {
        return content;
    }

    /// Shows the fields of the last messages; what was shown stays until they are known.
    void show(Command.Wire wire, int max) {
        long now = ++asked;
        table.sayEmpty(desk.text("pipelines.fields.waits"));
        desk.commands()
                .ask(
                        new Command.DescribeFields(wire, max),
                        outcome -> {
                            if (now == asked) {
                                answered(outcome);
                            }
                        });
    }

    private void answered(Outcome outcome) {
        if (outcome instanceof Outcome.FieldsDescribed all) {
            table.sayEmpty(
                    desk.text(
                            all.before() > 0
                                    ? "pipelines.fields.nothing"
                                    : "pipelines.fields.none"));
            table.update(all.fields().stream().map(each -> row(each, all)).toList());
            String cut = all.cut() == 0 ? "" : desk.text("pipelines.fields.cut", all.cut());
            String more = all.more() == 0 ? "" : desk.text("pipelines.fields.more", all.more());
            remark.setText((cut + " " + more).strip());
        } else if (outcome instanceof Outcome.Refused(Problem why)) {
            table.sayEmpty(why.message() + " " + why.remedy());
            table.update(List.of());
            remark.setText("");
        }
        remark.setVisible(!remark.getText().isEmpty());
        remark.setManaged(remark.isVisible());
    }

    void clear() {
        asked++;
        table.update(List.of());
    }

    private Row row(FieldShape shape, Outcome.FieldsDescribed all) {
        return new Row(
                shape.path().isEmpty() ? desk.text("pipelines.fields.whole") : shape.path(),
                fate(shape),
                words(shape.before(), all.before()),
                words(shape.after(), all.after()));
    }

    static Fate fate(FieldShape shape) {
        if (shape.before().equals(Seen.NEVER)) {
            return Fate.NEW;
        }
        if (shape.after().equals(Seen.NEVER)) {
            return Fate.GONE;
        }
        return shape.before().isLike(shape.after()) ? Fate.SAME : Fate.OTHER;
    }

    private String words(Seen seen, int records) {
        String kinds =
                seen.kinds().stream()
                        .sorted()
                        .map(kind -> desk.text("pipelines.fields.kind." + kind))
                        .collect(Collectors.joining(", "));
        boolean always = seen.records() == records;
        return kinds.isEmpty() || always
                ? kinds
                : desk.text("pipelines.fields.some", kinds, seen.records(), records);
    }

    private StateText state(Row row) {
        Mark mark =
                switch (row.fate()) {
                    case NEW, OTHER, GONE -> Mark.RUN;
                    case SAME -> Mark.OFF;
                };
        return new StateText(mark, desk.text("pipelines.fields.fate." + row.fate()));
    }
}
