package org.fieldproof.views.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.fieldproof.api.draft.ChainEdits;
import org.fieldproof.api.draft.DraftValue;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.TransformType;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.i18n.Texts;
import org.fieldproof.views.place.HelpTopic;

/// The transforms of a pipeline, in order; below the one that is open stands its form, made from
/// its type's schema. Every edit is one of the draft's. FX thread.
final class ChainForm extends VBox {
    private static final int CLOSED = -1;
    private static final double DRAG_MIN = 5;

    private final DraftSession session;
    private final Texts texts;
    private final Label head = Parts.label("", "fp-section");
    private final Label none = Parts.prose("", "fp-muted", "fp-small");
    private final List<ChainRow> rows = new ArrayList<>();
    private final FieldForm form;
    private final VBox opened = new VBox(3);
    private final Button up;
    private final Button down;
    private final Button add;
    private final FlowPane acts;
    private final ChainKinds kinds;
    private boolean choosing;
    private Optional<PartRef> shown = Optional.empty();
    private int open = CLOSED;
    private int pressed = CLOSED;
    private int dragged = CLOSED;
    private int dropAt = CLOSED;
    private double pressedY;

    /// @param write told of every change of a field, with its place in the pipeline
    ChainForm(
            DraftSession session, Texts texts, BiConsumer<FieldPath, Optional<DraftValue>> write) {
        this.session = session;
        this.texts = texts;
        form = new FieldForm(texts, write);
        up = act("↑", "draft.chain.up", () -> move(open, open - 1));
        down = act("↓", "draft.chain.down", () -> move(open, open + 1));
        Button remove = Parts.button(texts.get("draft.chain.remove"), () -> remove(open));
        up.setId("transform-up");
        down.setId("transform-down");
        remove.setId("transform-remove");
        add = Parts.button(texts.get("draft.chain.add"), this::choose);
        add.setId("transform-add");
        Button trial =
                Parts.button(
                        texts.get("draft.chain.trial"),
                        () -> session.editor().run(EditorAct.TRIAL));
        trial.setId("transform-trial");
        Tooltip help = new Tooltip(texts.get("draft.chain.trialHelp"));
        help.setOnShowing(event -> help.setText(texts.get("draft.chain.trialHelp")));
        trial.setTooltip(help);
        acts = new FlowPane(8, 4, add, trial);
        kinds = new ChainKinds(session.transforms(), this::add, this::stopChoosing);
        none.setText(texts.get("draft.chain.none"));
        opened.getStyleClass().add("fp-nested");
        opened.getChildren()
                .addAll(
                        Parts.row(Parts.telling(up), Parts.telling(down), Parts.spring(), remove),
                        form);
        // Wherever the pointer is: it may be over another row by now.
        addEventFilter(MouseEvent.MOUSE_DRAGGED, this::drag);
        addEventFilter(MouseEvent.MOUSE_RELEASED, event -> drop());
        setSpacing(4);
        setId("transforms");
    }

    private Button act(String sign, String key, Runnable act) {
        Button button = Parts.button(sign, act);
        button.setTooltip(new Tooltip(texts.get(key)));
        button.setAccessibleText(texts.get(key));
        return button;
    }

    /// Shows the transforms of a pipeline.
    ///
    /// @return problems that belong to no field that is shown
    List<DraftProblem> show(PartRef pipeline, Group part, List<DraftProblem> found) {
        if (!shown.equals(Optional.of(pipeline))) {
            shown = Optional.of(pipeline);
            open = CLOSED;
            choosing = false;
        }
        List<Group> chain = ChainEdits.of(part);
        open = open < chain.size() ? open : CLOSED;
        while (rows.size() < chain.size()) {
            rows.add(row(rows.size()));
        }
        head.setText(texts.get("draft.chain.title", chain.size()));
        List<Node> children = new ArrayList<>();
        children.add(head);
        for (int i = 0; i < chain.size(); i++) {
            FieldPath at = ChainEdits.at(i);
            String trouble =
                    found.stream()
                            .filter(each -> each.isError() && inside(each.field(), at))
                            .map(each -> each.problem().message())
                            .findFirst()
                            .orElse("");
            rows.get(i).show(chain.get(i), i, i == open, trouble);
            children.add(rows.get(i));
            if (i == open) {
                HelpTopic.mark(opened, HelpTopic.transform(chain.get(i).text("type")).page());
                form.show(pipeline + " " + at, fields(chain.get(i)), part, at);
                children.add(opened);
            }
        }
        Parts.hinder(up, open <= 0 ? texts.get("draft.chain.first") : "");
        Parts.hinder(down, open >= chain.size() - 1 ? texts.get("draft.chain.last") : "");
        if (chain.isEmpty()) {
            children.add(none);
        }
        children.add(acts);
        if (choosing) {
            children.add(kinds);
        }
        if (!children.equals(getChildren())) {
            arrange(children);
        }
        List<DraftProblem> rest = new ArrayList<>(open == CLOSED ? found : form.tell(found));
        rest.removeIf(each -> toldByRow(each, chain.size()));
        return rest;
    }

    /// Puts these in, without taking the focus from what stays.
    private void arrange(List<Node> children) {
        Node focused = getScene() == null ? null : getScene().getFocusOwner();
        getChildren().setAll(children);
        if (focused != null && focused.getScene() != null && !focused.isFocused()) {
            focused.requestFocus();
        }
    }

    /// Errors of a transform are told in its row.
    private static boolean toldByRow(DraftProblem problem, int count) {
        for (int i = 0; i < count; i++) {
            if (problem.isError() && inside(problem.field(), ChainEdits.at(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean inside(FieldPath field, FieldPath at) {
        return field.steps().size() >= 2 && field.steps().subList(0, 2).equals(at.steps());
    }

    /// The name first, then the fields of its type, which is fixed.
    private List<Field> fields(Group transform) {
        return session.transforms().stream()
                .filter(type -> type.type().equals(transform.text("type")))
                .flatMap(type -> type.schema().fields().stream())
                .filter(field -> !field.name().equals("type"))
                .toList();
    }

    private ChainRow row(int index) {
        ChainRow row = new ChainRow(texts);
        row.setOnKeyPressed(event -> key(event, index));
        row.setOnMousePressed(
                event -> {
                    pressed = index;
                    pressedY = event.getSceneY();
                    row.requestFocus();
                });
        return row;
    }

    private void key(KeyEvent event, int index) {
        KeyCode code = event.getCode();
        boolean done = true;
        if (event.isAltDown() && code == KeyCode.UP) {
            move(index, index - 1);
        } else if (event.isAltDown() && code == KeyCode.DOWN) {
            move(index, index + 1);
        } else if (event.isAltDown() || event.isShortcutDown()) {
            done = false;
        } else if (code == KeyCode.UP || code == KeyCode.DOWN) {
            focusRow(index + (code == KeyCode.UP ? -1 : 1));
        } else if (code == KeyCode.ENTER || code == KeyCode.SPACE) {
            toggle(index);
        } else if (code == KeyCode.DELETE || code == KeyCode.BACK_SPACE) {
            remove(index);
        } else {
            done = false;
        }
        if (done) {
            event.consume();
        }
    }

    private void drag(MouseEvent event) {
        int index = pressed;
        boolean begun = dragged != CLOSED || Math.abs(event.getSceneY() - pressedY) >= DRAG_MIN;
        if (index == CLOSED || !begun) {
            return;
        }
        if (dragged == CLOSED) {
            // Only rows are left between which it can go.
            showOpened(false);
        }
        dragged = index;
        dropAt = index;
        int count = count();
        for (int i = 0; i < count; i++) {
            ChainRow row = rows.get(i);
            double middle = row.localToScene(0, row.getHeight() / 2).getY();
            if (i < index && event.getSceneY() < middle && dropAt == index) {
                dropAt = i;
            } else if (i > index && event.getSceneY() > middle) {
                dropAt = i;
            }
        }
        for (int i = 0; i < count; i++) {
            rows.get(i).aim(i == dropAt && i != index ? Integer.compare(dropAt, index) : 0);
        }
    }

    private void drop() {
        int index = pressed;
        int from = dragged;
        int to = dropAt;
        if (index == CLOSED) {
            return;
        }
        pressed = CLOSED;
        dragged = CLOSED;
        dropAt = CLOSED;
        showOpened(true);
        rows.forEach(row -> row.aim(0));
        if (from == CLOSED) {
            toggle(index);
        } else if (to != from) {
            move(from, to);
        }
    }

    private void showOpened(boolean visible) {
        opened.setVisible(visible);
        opened.setManaged(visible);
        layout();
    }

    private int count() {
        return shown.flatMap(ref -> session.model().draft().part(ref))
                .map(part -> ChainEdits.of(part).size())
                .orElse(0);
    }

    private void focusRow(int index) {
        if (index >= 0 && index < count()) {
            rows.get(index).requestFocus();
        }
    }

    private void toggle(int index) {
        open = open == index ? CLOSED : index;
        choosing = false;
        session.editor().refresh();
    }

    private void move(int from, int to) {
        PartRef ref = shown.orElse(null);
        if (ref == null || to < 0 || to >= count()) {
            return;
        }
        if (open == from) {
            open = to;
        } else if (open != CLOSED) {
            // The one that is open stays open, wherever it goes.
            int without = open > from ? open - 1 : open;
            open = without >= to ? without + 1 : without;
        }
        boolean byButton = up.isFocused() || down.isFocused();
        edit(
                texts.get("draft.edit.chainMove", name(from)),
                draft -> ChainEdits.move(draft, ref, from, to));
        if (!byButton || up.isDisabled() || down.isDisabled()) {
            focusRow(to);
        }
    }

    private void remove(int index) {
        PartRef ref = shown.orElse(null);
        if (ref == null) {
            return;
        }
        String name = name(index);
        open = open == index ? CLOSED : open > index ? open - 1 : open;
        edit(
                texts.get("draft.edit.chainRemove", name),
                draft -> ChainEdits.remove(draft, ref, index));
        if (count() == 0) {
            add.requestFocus();
        } else {
            focusRow(Math.min(index, count() - 1));
        }
    }

    private String name(int index) {
        return shown.flatMap(ref -> session.model().draft().part(ref))
                .map(ChainEdits::of)
                .filter(chain -> index >= 0 && index < chain.size())
                .map(chain -> ChainEdits.name(chain.get(index), index))
                .orElse("");
    }

    private void choose() {
        choosing = !choosing;
        session.editor().refresh();
        if (choosing) {
            kinds.open();
        }
    }

    private void stopChoosing() {
        choosing = false;
        session.editor().refresh();
        add.requestFocus();
    }

    private void add(TransformType type) {
        PartRef ref = shown.orElse(null);
        if (ref == null) {
            return;
        }
        choosing = false;
        int at = count();
        open = at;
        edit(
                texts.get("draft.edit.add", type.type()),
                draft -> ChainEdits.add(draft, ref, type.type()));
        type.schema().fields().stream()
                .filter(field -> !List.of("id", "type").contains(field.name()))
                .findFirst()
                .ifPresent(field -> form.focus(ChainEdits.at(at).then(field.name())));
    }

    private void edit(String name, java.util.function.UnaryOperator<ProjectDraft> edit) {
        session.edit(name, edit);
    }

    /// Opens the transform that a field is inside of.
    ///
    /// @return false if it is inside of none
    boolean focus(FieldPath path) {
        List<String> steps = path.steps();
        if (steps.size() < 2
                || !steps.getFirst().equals(ChainEdits.FIELD)
                || !steps.get(1).matches("\\d{1,6}")
                || Integer.parseInt(steps.get(1)) >= count()) {
            return false;
        }
        open = Integer.parseInt(steps.get(1));
        session.editor().refresh();
        if (steps.size() == 2 || form.focus(path).isEmpty()) {
            focusRow(open);
        }
        return true;
    }
}
