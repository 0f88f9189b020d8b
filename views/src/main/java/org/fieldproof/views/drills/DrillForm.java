package org.fieldproof.views.drills;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.fieldproof.api.draft.DraftValue;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DrillEdits;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.draft.DraftProblem;
import org.fieldproof.views.draft.DraftSession;
import org.fieldproof.views.draft.FieldForm;
import org.fieldproof.views.draft.OneUndo;
import org.fieldproof.views.i18n.Texts;
import org.fieldproof.views.perspective.Desk;

/// A drill of the draft as a form made from the schema of drills: what is claimed, what is done to
/// which line, and for how long. Every change is one of the draft's edits. FX thread.
final class DrillForm extends VBox {
    private static final FieldPath FAULT = new FieldPath(List.of(DrillEdits.FAULT));

    private final DraftSession session;
    private final Texts texts;
    private final Consumer<String> renamed;
    private final TextField name = new TextField();
    private final Label rule = Parts.prose("", "fp-p2", "fp-small");
    private final Map<String, String> former = new HashMap<>();
    private final Map<String, String> later = new HashMap<>();
    private final VBox general = new VBox(4);
    private final FieldForm claim;
    private final FieldForm fault;
    private final FieldForm course;
    private String shown = "";

    /// @param renamed told the new name of the drill that is shown
    DrillForm(DraftSession session, Desk desk, Consumer<String> renamed) {
        this.session = session;
        this.texts = desk.texts();
        this.renamed = renamed;
        claim = new FieldForm(texts, this::write);
        fault = new FieldForm(texts, this::write);
        course = new FieldForm(texts, this::write);
        setSpacing(6);
        setId("drill-form");
        getStyleClass().add("fp-drill-form");
        name.setId("field-drill-name");
        name.setAccessibleText(texts.get("drills.form.name"));
        name.setOnAction(event -> rename());
        name.textProperty().addListener((property, was, is) -> tellRule(""));
        rule.setId("drill-name-rule");
        rule.managedProperty().bind(rule.visibleProperty());
        tellRule("");
        name.focusedProperty()
                .addListener(
                        (property, was, is) -> {
                            if (!is) {
                                rename();
                            }
                        });
        Label label = Parts.label(texts.get("drills.form.name") + " *", "fp-field-name");
        label.setLabelFor(name);
        OneUndo.install(this, session, desk.keys(), name::isFocused);
        getChildren()
                .addAll(
                        general,
                        section("drills.form.claim"),
                        label,
                        name,
                        rule,
                        claim,
                        section("drills.form.fault"),
                        fault,
                        section("drills.form.course"),
                        course);
    }

    private Label section(String key) {
        return Parts.label(texts.get(key), "fp-section");
    }

    /// Shows a drill of the draft.
    void show(String drill) {
        ProjectDraft draft = session.model().draft();
        Group written = draft.drills().get(drill);
        setVisible(written != null);
        if (written == null) {
            shown = "";
            return;
        }
        boolean another = !drill.equals(shown);
        shown = drill;
        if (another) {
            tellRule("");
        }
        if (another || !name.isFocused()) {
            name.setText(drill);
        }
        Group spread = DrillEdits.spread(written);
        List<Field> fields = session.desk().drillSchema().fields();
        int at = fields.stream().map(Field::name).toList().indexOf(DrillEdits.FAULT);
        List<Field> before = new ArrayList<>(fields.subList(0, at));
        before.replaceAll(field -> chosenFrom(field, draft));
        claim.show(drill, before, spread);
        boolean inFault = isIn(fault);
        List<String> of = DrillEdits.fieldsOf(spread.group(DrillEdits.FAULT).text("kind"));
        fault.show(
                drill,
                fields.get(at).fields().stream()
                        .filter(field -> field.name().equals("kind") || of.contains(field.name()))
                        .toList(),
                spread,
                FAULT);
        if (inFault && !isIn(fault)) {
            // Another kind has other fields; who chose it goes on from there.
            fault.focus(DrillEdits.KIND);
        }
        course.show(drill, fields.subList(at + 1, fields.size()), spread);
        List<DraftProblem> found = session.model().problemsOfDrill(drill);
        general.getChildren()
                .setAll(FieldForm.remainder(course.tell(fault.tell(claim.tell(found)))));
    }

    private boolean isIn(FieldForm form) {
        for (javafx.scene.Node node = getScene() == null ? null : getScene().getFocusOwner();
                node != null;
                node = node.getParent()) {
            if (node.equals(form)) {
                return true;
            }
        }
        return false;
    }

    /// What names a connector is chosen from those that can be meant.
    private static Field chosenFrom(Field field, ProjectDraft draft) {
        return switch (field.name()) {
            case "link" -> choice(field, DrillEdits.linkable(draft));
            case "publisher" -> choice(field, DrillEdits.publishers(draft));
            default -> field;
        };
    }

    private static Field choice(Field field, List<String> ids) {
        return new Field(
                field.name(),
                Kind.CHOICE,
                field.required(),
                field.defaultValue(),
                field.min(),
                field.max(),
                ids,
                List.of(),
                field.help());
    }

    private void write(FieldPath path, Optional<DraftValue> value) {
        String drill = shown;
        session.edit(
                texts.get("draft.edit.field", path, drill),
                "drill/" + drill + " " + path,
                draft -> DrillEdits.set(draft, drill, path, value.orElse(null)));
        show(drill);
    }

    private void rename() {
        String was = shown;
        String next = name.getText().strip();
        if (was.isEmpty() || next.equals(was)) {
            return;
        }
        boolean taken = session.model().draft().drills().containsKey(next);
        if (taken || !next.matches("[a-z0-9][a-z0-9-]{0,47}")) {
            name.setText(was);
            tellRule(texts.get(taken ? "drills.form.taken" : "drills.form.rule", next));
            return;
        }
        former.put(next, was);
        later.put(was, next);
        shown = next;
        session.edit(
                texts.get("draft.edit.rename", was, next),
                draft -> DrillEdits.rename(draft, was, next));
        renamed.accept(next);
    }

    private void tellRule(String words) {
        rule.setText(words);
        rule.setVisible(!words.isEmpty());
    }

    /// What a drill that is not in the draft is named now that renames were taken back, or made
    /// once more.
    String nameNow(String drill) {
        Map<String, Group> drills = session.model().draft().drills();
        return Stream.of(former, later)
                .map(names -> along(names, drill, drills))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
    }

    /// The first name that there is; names may lead round in a ring.
    private static String along(Map<String, String> names, String from, Map<String, Group> drills) {
        String at = from;
        for (int hops = 0; hops <= names.size() && !drills.containsKey(at); hops++) {
            at = names.getOrDefault(at, "");
        }
        return drills.containsKey(at) ? at : "";
    }

    void focusName() {
        name.requestFocus();
        name.selectAll();
    }

    /// Puts the focus on a field; on the name for one that is not shown.
    void focusField(FieldPath path) {
        if (claim.focus(path).isEmpty()
                && fault.focus(path).isEmpty()
                && course.focus(path).isEmpty()) {
            name.requestFocus();
        }
    }
}
