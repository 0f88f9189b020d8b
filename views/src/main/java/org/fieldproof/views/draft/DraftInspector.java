package org.fieldproof.views.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftLayout.PartGroup;
import org.fieldproof.api.draft.DraftValue;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.PartType;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.tag.TagColumn;
import org.fieldproof.api.tag.TagSchema;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.i18n.Texts;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.place.HelpTopic;
import org.fieldproof.views.tags.InstancesCard;
import org.fieldproof.views.tags.WaysCard;

/// What is chosen, as a form made from its type's schema. No connector has a form of its own.
final class DraftInspector extends VBox {
    private final DraftSession session;
    private final Texts texts;
    private final Consumer<PartRef> renamed;
    private final Consumer<PartRef> go;
    private final Label title = Parts.prose("", "fp-title");
    private final Label kind = Parts.prose("", "fp-muted");
    private final TextField id = new TextField();
    private final VBox general = new VBox(4);
    private final VBox hint = new VBox(6);
    private final Label hintText = Parts.prose("", "fp-muted");
    private final Button pick;
    private final FlowPane files;
    private final FieldForm form;
    private final ChainForm chain;
    private Optional<PartRef> shown = Optional.empty();
    private final Label subHint = Parts.prose("", "fp-muted");
    private List<PartRef> listed = List.of();

    /// @param renamed told when the part that is shown has another id
    /// @param go shows a part on the level where it stands
    DraftInspector(
            DraftSession session, Desk desk, Consumer<PartRef> renamed, Consumer<PartRef> go) {
        this.session = session;
        this.go = go;
        this.texts = desk.texts();
        this.renamed = renamed;
        this.pick = tags("tags.open", "draft-pick-tags", EditorAct.PICK_TAGS);
        pick.managedProperty().bind(pick.visibleProperty());
        this.files =
                new FlowPane(
                        6,
                        6,
                        tags("tags.import.open", "draft-import-tags", EditorAct.IMPORT_TAGS),
                        tags("tags.export.open", "draft-export-tags", EditorAct.EXPORT_TAGS));
        files.managedProperty().bind(files.visibleProperty());
        this.form = new FieldForm(texts, this::write);
        form.setBeside(this::beside);
        this.chain = new ChainForm(session, texts, this::write);
        setSpacing(6);
        setId("draft-inspector");
        id.setId("field-id");
        id.setAccessibleText("id");
        id.setOnAction(event -> rename());
        id.focusedProperty()
                .addListener(
                        (property, was, is) -> {
                            if (!is) {
                                rename();
                            }
                        });
        id.setOnKeyPressed(
                event -> {
                    if (event.getCode() == KeyCode.ESCAPE) {
                        shown.ifPresent(ref -> id.setText(ref.id()));
                    }
                });
        Label idName = Parts.label("id *", "fp-field-name");
        idName.setLabelFor(id);
        VBox head = new VBox(3, idName, id);
        head.visibleProperty().bind(form.visibleProperty());
        head.managedProperty().bind(form.visibleProperty());
        form.managedProperty().bind(form.visibleProperty());
        OneUndo.install(this, session, desk.keys(), id::isFocused);
        chain.managedProperty().bind(chain.visibleProperty());
        getChildren().addAll(title, kind, general, head, pick, files, form, chain, hint);
        hint.getChildren()
                .setAll(Parts.label(texts.get("draft.hint.title"), "fp-section"), hintText);
    }

    private Button tags(String words, String name, EditorAct act) {
        Button button = Parts.button(texts.get(words), () -> session.editor().run(act));
        button.setId(name);
        return button;
    }

    /// Shows a part or a sub-pipeline, or how to go on if there is none.
    void show(Optional<PartRef> ref, int chosen, Optional<PartGroup> sub) {
        Optional<Group> part = ref.flatMap(session.model().draft()::part);
        boolean another = !shown.equals(ref);
        shown = part.isPresent() ? ref : Optional.empty();
        hintText.setText(texts.get("draft.hint.text"));
        hint.setVisible(part.isEmpty());
        hint.setManaged(part.isEmpty());
        form.setVisible(part.isPresent());
        pick.setVisible(part.isPresent() && ref.filter(session::picksTags).isPresent());
        files.setVisible(part.isPresent() && ref.filter(session::hasTags).isPresent());
        chain.setVisible(ref.filter(r -> r.section() == Section.PIPELINES).isPresent());
        if (part.isEmpty()) {
            chain.setVisible(false);
            title.setText(
                    chosen > 1
                            ? texts.get("draft.inspector.several", chosen)
                            : texts.get("draft.inspector.nothing"));
            kind.setText("");
            if (sub.isPresent()) {
                show(sub.get());
            } else {
                listed = List.of();
                general.getChildren().clear();
            }
            return;
        }
        listed = List.of();
        PartRef present = ref.orElseThrow();
        Optional<PartType> type = session.typeOf(present);
        type.ifPresent(known -> HelpTopic.mark(this, HelpTopic.part(known).page()));
        String name = part.get().text("title");
        title.setText(name.isEmpty() ? present.id() : name);
        kind.setText(
                texts.get("draft.section." + present.section().name())
                        + type.map(t -> " · " + words(t)).orElse(""));
        if (another || !id.isFocused()) {
            id.setText(present.id());
        }
        form.show(present.toString(), fields(present, type), part.get());
        List<DraftProblem> rest = form.tell(session.model().problemsOf(present));
        tell(chain.isVisible() ? chain.show(present, part.get(), rest) : rest);
    }

    /// What is in a sub-pipeline; a press leads there.
    private void show(PartGroup sub) {
        hint.setVisible(false);
        hint.setManaged(false);
        title.setText(sub.title());
        kind.setText(
                texts.get("draft.object.sub")
                        + " · "
                        + texts.get("level.sub.detail", sub.members().size()));
        subHint.setText(texts.get("draft.sub.hint"));
        List<PartRef> members = List.copyOf(sub.members());
        if (!members.equals(listed)) {
            listed = members;
            general.getChildren().setAll(subHint);
            for (PartRef part : members) {
                String where = texts.get("draft.section." + part.section().name());
                Hyperlink link = new Hyperlink(where + " " + part.id());
                link.setOnAction(event -> go.accept(part));
                general.getChildren().add(link);
            }
        }
    }

    private String words(PartType type) {
        return type.section() == Section.PIPELINES
                ? texts.get("draft.pipeline.words")
                : type.title();
    }

    private void tell(List<DraftProblem> rest) {
        general.getChildren().setAll(FieldForm.remainder(rest));
    }

    /// The common fields first, then its own; the id has its own place, the type is fixed.
    private static List<Field> fields(PartRef ref, Optional<PartType> type) {
        List<Field> fields = new ArrayList<>();
        type.ifPresent(
                present ->
                        present.schema().fields().stream()
                                .filter(f -> !f.name().equals("id") && !f.name().equals("type"))
                                .forEach(fields::add));
        if (ref.section() == Section.DESTINATIONS) {
            // How it delivers is asked last: what and where come first.
            fields.stream()
                    .filter(f -> f.name().equals("lane"))
                    .findFirst()
                    .ifPresent(
                            lane -> {
                                fields.remove(lane);
                                fields.add(lane);
                            });
        }
        return fields;
    }

    /// Below the instances of templates: the tags that they make. Below the type of a tag whose
    /// registers do not say what they are: what the device shows.
    private Optional<FieldForm.Beside> beside(FieldPath path) {
        List<String> steps = path.steps();
        if (steps.equals(List.of(TagSchema.INSTANCES.name()))) {
            return shown.map(ref -> new InstancesCard(session, texts, ref))
                    .map(card -> new FieldForm.Beside(card, card::refresh));
        }
        boolean isType =
                steps.size() == 3
                        && steps.getFirst().equals(TagSchema.LIST.name())
                        && steps.getLast().equals(TagColumn.TYPE.title());
        return shown.filter(_ -> isType)
                .filter(session::findsWays)
                .map(ref -> new WaysCard(session, texts, ref, new FieldPath(steps.subList(0, 2))))
                .map(card -> new FieldForm.Beside(card, card::refresh));
    }

    private void write(FieldPath path, Optional<DraftValue> value) {
        PartRef ref = shown.orElse(null);
        if (ref != null) {
            session.edit(
                    texts.get("draft.edit.field", path, ref.id()),
                    ref + " " + path,
                    draft -> DraftEdits.set(draft, ref, path, value.orElse(null)));
        }
    }

    private void rename() {
        PartRef ref = shown.orElse(null);
        String next = id.getText().strip();
        if (ref == null || next.equals(ref.id())) {
            return;
        }
        boolean taken =
                session.model().draft().refs().stream()
                        .anyMatch(
                                each ->
                                        each.id().equals(next)
                                                && (each.section() == Section.PIPELINES)
                                                        == (ref.section() == Section.PIPELINES));
        if (next.isEmpty() || taken) {
            id.setText(ref.id());
            return;
        }
        PartRef renamedTo = new PartRef(ref.section(), next);
        shown = Optional.of(renamedTo);
        renamed.accept(renamedTo);
        session.edit(
                texts.get("draft.edit.rename", ref.id(), next),
                draft -> DraftEdits.rename(draft, ref, next));
    }

    void focusId() {
        id.requestFocus();
        id.selectAll();
    }

    /// Puts the focus on a field; on the first one for the empty path.
    void focusField(FieldPath path) {
        if (chain.isVisible() && chain.focus(path)) {
            return;
        }
        if (path.steps().equals(List.of("id")) || form.focus(path).isEmpty()) {
            id.requestFocus();
        }
    }
}
