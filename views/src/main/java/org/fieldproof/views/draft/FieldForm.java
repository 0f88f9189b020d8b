package org.fieldproof.views.draft;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import org.fieldproof.api.draft.DraftValue;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Items;
import org.fieldproof.api.draft.DraftValue.Style;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.i18n.Texts;
import org.jspecify.annotations.Nullable;

/// A form made from a schema: one control per field by its kind, with default, help and the
/// problems of that field. Controls stay while the shape of what is shown stays, so that typing is
/// not disturbed. FX thread.
public final class FieldForm extends VBox {
    private static final int LIST_LINES_MAX = 5;
    private static final int AREA_LINES_MAX = 10;

    private final Texts texts;
    private final BiConsumer<FieldPath, Optional<DraftValue>> write;
    private final Map<FieldPath, Control> controls = new HashMap<>();
    private final Map<FieldPath, Label> problems = new HashMap<>();
    private final List<Runnable> updaters = new ArrayList<>();

    /// Fields that have a control of several lines, as long as the same thing is shown.
    private final Set<FieldPath> areas = new HashSet<>();

    private Function<FieldPath, Optional<Beside>> beside = _ -> Optional.empty();
    private Group shown = Group.EMPTY;
    private String shownKey = "";
    private String shape = "";
    private boolean updating;

    /// What stands below a field and is no field itself.
    ///
    /// @param refresh run whenever something is shown
    record Beside(Node node, Runnable refresh) {}

    /// @param write told of every change; an empty value takes the field away
    public FieldForm(Texts texts, BiConsumer<FieldPath, Optional<DraftValue>> write) {
        this.texts = texts;
        this.write = write;
        setSpacing(3);
        setFillWidth(true);
    }

    /// Who knows what stands below a field; asked when the form is built.
    void setBeside(Function<FieldPath, Optional<Beside>> next) {
        beside = next;
    }

    /// Shows a part.
    ///
    /// @param key what is shown; another key builds the form anew
    public void show(String key, List<Field> fields, Group part) {
        show(key, fields, part, FieldPath.PART);
    }

    /// Shows a group inside a part; paths and ids of fields start with its place.
    public void show(String key, List<Field> fields, Group part, FieldPath at) {
        shown = part;
        if (!key.equals(shownKey)) {
            shownKey = key;
            areas.clear();
        }
        Group group = at.in(part).orElse(part) instanceof Group inside ? inside : Group.EMPTY;
        String next = key + shape(fields, group, at);
        if (!next.equals(shape)) {
            shape = next;
            controls.clear();
            problems.clear();
            updaters.clear();
            getChildren().clear();
            fields.forEach(field -> add(this, field, at));
        }
        updating = true;
        updaters.forEach(Runnable::run);
        updating = false;
    }

    /// Everything that decides which controls there are.
    private String shape(List<Field> fields, Group part, FieldPath at) {
        StringBuilder text = new StringBuilder();
        for (Field field : fields) {
            FieldPath path = at.then(field.name());
            Optional<DraftValue> value = part.get(field.name());
            text.append(path).append(' ');
            switch (field.kind()) {
                case GROUP -> {
                    text.append(value.isPresent());
                    if (value.isPresent() && value.get() instanceof Group group) {
                        text.append(shape(field.fields(), group, path));
                    }
                }
                case LIST_OF_GROUPS -> {
                    if (value.isPresent() && value.get() instanceof Items items) {
                        List<Group> groups = items.groups();
                        for (int i = 0; i < groups.size(); i++) {
                            text.append(shape(field.fields(), groups.get(i), path.then(i)));
                        }
                    }
                }
                default -> text.append(hasArea(path)).append(field.choices());
            }
        }
        return text.toString();
    }

    /// Whether a field needs more than a line, or has needed it before: who takes the last line
    /// feed away goes on in the same control.
    private boolean hasArea(FieldPath path) {
        String text = textAt(path);
        if (text.indexOf('\n') >= 0 || text.indexOf('\t') >= 0) {
            areas.add(path);
        }
        return areas.contains(path);
    }

    private void add(VBox into, Field field, FieldPath at) {
        FieldPath path = at.then(field.name());
        switch (field.kind()) {
            case GROUP -> addGroup(into, field, path);
            case LIST_OF_GROUPS -> addGroups(into, field, path);
            case LIST_OF_TEXT -> addLines(into, field, path);
            case CHOICE -> addChoice(into, field, path, field.choices());
            case FLAG -> addChoice(into, field, path, List.of("true", "false"));
            case TEXT, INTEGER, DECIMAL, DURATION, BYTES, SECRET, PATH, TAGS, TEMPLATE ->
                    addText(into, field, path);
        }
        beside.apply(path)
                .ifPresent(
                        each -> {
                            into.getChildren().add(each.node());
                            updaters.add(each.refresh());
                        });
    }

    private void label(VBox into, Field field, FieldPath path, Control control) {
        Label name =
                Parts.label(field.required() ? field.name() + " *" : field.name(), "fp-field-name");
        name.setLabelFor(control);
        name.setTooltip(new Tooltip(field.help()));
        control.setTooltip(new Tooltip(field.help()));
        control.setAccessibleText(field.name());
        control.setAccessibleHelp(field.help());
        control.setId("field-" + path.toString().replaceAll("[.\\[\\]]+", "-"));
        control.setMaxWidth(Double.MAX_VALUE);
        Label help = Parts.prose(field.help(), "fp-muted", "fp-small");
        help.visibleProperty().bind(control.focusedProperty());
        help.managedProperty().bind(control.focusedProperty());
        controls.put(path, control);
        into.getChildren().addAll(name, control, help, problem(path));
    }

    private Label problem(FieldPath path) {
        Label label = Parts.prose("", "fp-p2", "fp-small");
        label.setVisible(false);
        label.setManaged(false);
        problems.put(path, label);
        return label;
    }

    private void addText(VBox into, Field field, FieldPath path) {
        // A control of one line takes line feeds out of what it is given.
        TextInputControl control = hasArea(path) ? new TextArea() : new TextField();
        control.setPromptText(
                field.defaultValue().isEmpty()
                        ? texts.get("draft.prompt." + field.kind().name())
                        : texts.get("draft.prompt.standard", field.defaultValue()));
        label(into, field, path, control);
        // What is in the control, before anything that it does to it on its own.
        String[] held = {""};
        updaters.add(
                () -> {
                    String text = textAt(path);
                    if (!held[0].equals(text)) {
                        held[0] = text;
                        control.setText(text);
                    }
                    if (control instanceof TextArea area) {
                        area.setPrefRowCount(Math.clamp(text.lines().count(), 2, AREA_LINES_MAX));
                    }
                });
        control.textProperty()
                .addListener(
                        (property, was, is) -> {
                            if (!updating) {
                                held[0] = is;
                                write.accept(path, typed(is));
                            }
                        });
    }

    private String textAt(FieldPath path) {
        return path.in(shown)
                .filter(Text.class::isInstance)
                .map(value -> ((Text) value).text())
                .orElse("");
    }

    /// What a person typed, as a text; nothing takes the field away. What YAML would take for
    /// nothing is put in quotes, lines go behind a bar.
    static Optional<DraftValue> typed(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.indexOf('\n') >= 0) {
            return Optional.of(new Text(text, Style.LITERAL));
        }
        boolean nothing = text.equals("~") || text.equals("null");
        return Optional.of(new Text(text, nothing ? Style.DOUBLE_QUOTED : Style.PLAIN));
    }

    private void addChoice(VBox into, Field field, FieldPath path, List<String> choices) {
        ComboBox<String> control = new ComboBox<>();
        String standard =
                field.defaultValue().isEmpty()
                        ? texts.get("draft.choice.none")
                        : texts.get("draft.prompt.standard", field.defaultValue());
        control.getItems().add(standard);
        control.getItems().addAll(choices);
        label(into, field, path, control);
        updaters.add(
                () -> {
                    String text = textAt(path);
                    String item = text.isEmpty() ? standard : text;
                    if (!item.equals(control.getValue())) {
                        control.setValue(item);
                    }
                });
        control.valueProperty()
                .addListener(
                        (property, was, is) -> {
                            if (!updating && is != null) {
                                write.accept(
                                        path, is.equals(standard) ? Optional.empty() : typed(is));
                            }
                        });
    }

    private void addLines(VBox into, Field field, FieldPath path) {
        TextArea control = new TextArea();
        control.setPromptText(
                field.defaultValue().isEmpty()
                        ? texts.get("draft.prompt.LIST_OF_TEXT")
                        : texts.get("draft.prompt.standard", field.defaultValue()));
        control.setPrefRowCount(2);
        label(into, field, path, control);
        updaters.add(
                () -> {
                    String text = String.join("\n", linesAt(path));
                    if (!plain(control.getText()).equals(linesAt(path))) {
                        control.setText(text);
                    }
                    control.setPrefRowCount(Math.clamp(text.lines().count(), 2, LIST_LINES_MAX));
                });
        control.textProperty()
                .addListener(
                        (property, was, is) -> {
                            if (!updating) {
                                write.accept(path, lines(is));
                            }
                        });
    }

    private List<String> linesAt(FieldPath path) {
        return path.in(shown)
                .filter(Items.class::isInstance)
                .map(value -> ((Items) value).texts())
                .orElse(List.of());
    }

    static Optional<DraftValue> lines(String text) {
        List<String> lines = plain(text);
        return lines.isEmpty() ? Optional.empty() : Optional.of(Items.ofTexts(lines));
    }

    /// The lines that say something; the others are only there while somebody types.
    private static List<String> plain(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    private void addGroup(VBox into, Field field, FieldPath path) {
        CheckBox given = new CheckBox(field.name());
        given.getStyleClass().addAll("fp-strong", "fp-group");
        given.setId("group-" + path.toString().replaceAll("[.\\[\\]]+", "-"));
        given.setTooltip(new Tooltip(field.help()));
        given.setAccessibleHelp(field.help());
        controls.put(path, given);
        into.getChildren().addAll(given, problem(path));
        updaters.add(() -> given.setSelected(path.in(shown).isPresent()));
        given.setOnAction(
                event ->
                        write.accept(
                                path,
                                given.isSelected() ? Optional.of(Group.EMPTY) : Optional.empty()));
        if (path.in(shown).isPresent()) {
            VBox inner = inner();
            field.fields().forEach(each -> add(inner, each, path));
            into.getChildren().add(inner);
        }
    }

    private static VBox inner() {
        VBox inner = new VBox(3);
        inner.getStyleClass().add("fp-nested");
        return inner;
    }

    private void addGroups(VBox into, Field field, FieldPath path) {
        Label name = Parts.label(field.name(), "fp-strong");
        name.setTooltip(new Tooltip(field.help()));
        into.getChildren().addAll(name, problem(path));
        int count =
                path.in(shown)
                        .filter(Items.class::isInstance)
                        .map(value -> ((Items) value).groups().size())
                        .orElse(0);
        for (int i = 0; i < count; i++) {
            FieldPath item = path.then(i);
            VBox inner = inner();
            Button remove =
                    Parts.button(
                            texts.get("draft.list.remove"),
                            () -> write.accept(item, Optional.empty()),
                            "fp-flat");
            remove.setId("remove-" + item.toString().replaceAll("[.\\[\\]]+", "-"));
            remove.setAccessibleText(texts.get("draft.list.remove") + " " + item);
            inner.getChildren()
                    .addAll(
                            Parts.row(
                                    Parts.label(field.name() + " " + (i + 1), "fp-muted"),
                                    Parts.spring(),
                                    remove),
                            problem(item));
            field.fields().forEach(each -> add(inner, each, item));
            into.getChildren().add(inner);
        }
        Button more =
                Parts.button(
                        texts.get("draft.list.add"),
                        () -> {
                            FieldPath added = path.then(count);
                            write.accept(added, Optional.of(Group.EMPTY));
                            focus(added.then(field.fields().getFirst().name()));
                        });
        more.setId("add-" + path.toString().replaceAll("[.\\[\\]]+", "-"));
        into.getChildren().add(more);
    }

    /// Writes each problem under its field, or under the nearest group around it.
    ///
    /// @return problems that belong to no field that is shown
    public List<DraftProblem> tell(List<DraftProblem> found) {
        problems.values()
                .forEach(
                        label -> {
                            label.setText("");
                            label.setVisible(false);
                            label.setManaged(false);
                        });
        List<DraftProblem> rest = new ArrayList<>();
        for (DraftProblem problem : found) {
            @Nullable Label label = labelFor(problem.field());
            if (label == null) {
                rest.add(problem);
            } else {
                String words = "◆ " + problem.problem().message();
                label.setText(label.getText().isEmpty() ? words : label.getText() + "\n" + words);
                label.setVisible(true);
                label.setManaged(true);
            }
        }
        return rest;
    }

    /// What belongs to no field that is shown, with its remedy, for above a form.
    public static List<Label> remainder(List<DraftProblem> rest) {
        return rest.stream()
                .map(
                        each ->
                                Parts.prose(
                                        (each.isError() ? "◆ " : "■ ")
                                                + each.problem().message()
                                                + " "
                                                + each.problem().remedy(),
                                        each.isError() ? "fp-p2" : "fp-p3",
                                        "fp-small"))
                .toList();
    }

    private @Nullable Label labelFor(FieldPath path) {
        for (int length = path.steps().size(); length > 0; length--) {
            Label label = problems.get(new FieldPath(path.steps().subList(0, length)));
            if (label != null) {
                return label;
            }
        }
        return null;
    }

    /// Puts the focus into a field, or the nearest group around it; the first field for the whole.
    public Optional<Node> focus(FieldPath path) {
        for (int length = path.steps().size(); length > 0; length--) {
            Control control = controls.get(new FieldPath(path.steps().subList(0, length)));
            if (control != null) {
                control.requestFocus();
                return Optional.of(control);
            }
        }
        return Optional.empty();
    }
}
