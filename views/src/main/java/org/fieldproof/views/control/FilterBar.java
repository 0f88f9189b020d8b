package org.fieldproof.views.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import org.controlsfx.control.textfield.TextFields;
import org.fieldproof.api.Workspace;
import org.fieldproof.views.filter.FilterFault;
import org.fieldproof.views.filter.FilterHint;
import org.fieldproof.views.filter.Sieve;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.i18n.Texts;
import org.fieldproof.views.place.HelpTopic;
import org.jspecify.annotations.Nullable;

/// The field over a list that says what of it is in sight, and how much that is. What it says is
/// kept for the project. A text that is not understood changes nothing but what stands beside it.
/// FX thread.
public final class FilterBar extends HBox {
    /// The page of help about the language.
    public static final String HELP = "filter";

    private static final int COLUMNS = 26;

    /// Where there is room it grows with what stands in it.
    private static final int COLUMNS_MAX = 64;

    private final Optional<Workspace> memory;
    private final Texts texts;
    private final Figures figures;
    private final Sieve<?> sieve;
    private final Node list;
    private final String name;
    private final String spoken;
    private final TextField field = TextFields.createClearableTextField();
    private final Label said = Parts.givingWay(Parts.label("", "fp-muted"));
    private final Button further;
    private final FilterHints hints;
    private Optional<FilterFault> fault = Optional.empty();
    private boolean wrong;
    private boolean settling;
    private boolean typing;
    private Runnable away;
    private Runnable reads = () -> {};

    /// Of how much it chooses, where that is not all there is.
    private String reach = "";

    private boolean more;
    private String key = "";
    private String kept = "";
    private String seen = "";

    /// @param memory keeps what it says for the open project; without one it begins empty
    /// @param list what is narrowed; whoever leaves the field goes there
    /// @param name of the list, such as `devices`
    public FilterBar(
            Optional<Workspace> memory,
            Texts texts,
            Figures figures,
            Sieve<?> sieve,
            Node list,
            String name) {
        this.memory = memory;
        this.texts = texts;
        this.figures = figures;
        this.sieve = sieve;
        this.list = list;
        this.name = name;
        spoken = texts.get("filter.field.name", texts.get("filter.list." + name));
        away = this::leave;
        sieve.speak(texts.locale());
        hints = new FilterHints(field, this::take, this::speak);
        field.setId(name + "-filter");
        field.setPromptText(texts.get("filter.field.prompt"));
        field.setAccessibleText(spoken);
        field.prefColumnCountProperty()
                .bind(
                        field.lengthProperty()
                                .map(
                                        length ->
                                                Math.clamp(
                                                        length.intValue(), COLUMNS, COLUMNS_MAX)));
        field.setMinWidth(120);
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        field.textProperty().addListener((property, was, is) -> typed());
        field.caretPositionProperty().addListener((property, was, is) -> caretMoved());
        // The caret may have no way to go, as when what was selected is deleted.
        field.addEventHandler(KeyEvent.KEY_RELEASED, event -> caretMoved());
        field.focusedProperty().addListener((property, was, is) -> left(is));
        said.setId(name + "-filter-said");
        getStyleClass().add("fp-filter");
        further = Parts.button(texts.get("filter.reach.further"), () -> reads.run(), "fp-flat");
        further.setId(name + "-filter-further");
        further.managedProperty().bind(further.visibleProperty());
        further.setVisible(false);
        getChildren().addAll(field, said, further);
        HelpTopic.mark(this, HELP);
        sieve.onCounted(this::counted);
        sieve.onCleared(() -> write(""));
        recall();
    }

    /// One over a table.
    public static FilterBar over(
            RowTable<?> table,
            Pointing pointing,
            Optional<Workspace> memory,
            Texts texts,
            String name) {
        Figures figures = new Figures(texts.locale());
        FilterBar made = new FilterBar(memory, texts, figures, table.sieve(), table, name);
        table.heldWhile(pointing::isNow);
        table.sieve().onCounted(() -> table.sayHidden(made.hidden()));
        return made;
    }

    /// Puts back what was there when the open project was last looked at.
    public void recall() {
        key =
                memory.flatMap(of -> of.status().project())
                        .map(project -> "filter." + name + "." + project)
                        .orElse("");
        kept = memory.filter(_ -> !key.isEmpty()).flatMap(of -> of.preference(key)).orElse("");
        seen = kept;
        write(kept);
    }

    public String text() {
        return field.getText();
    }

    /// Writes another filter, as somebody would.
    public void write(String text) {
        if (!field.getText().equals(text)) {
            settling = true;
            field.setText(text);
            settling = false;
            field.positionCaret(text.length());
        }
    }

    /// Gives it the focus, to be written anew.
    public void focusField() {
        field.requestFocus();
        field.selectAll();
    }

    private void typed() {
        fault = sieve.filter(field.getText());
        say();
        typing = !settling && field.isFocused();
    }

    /// The caret follows the text: only now it is known what is being written.
    private void caretMoved() {
        if (typing) {
            typing = false;
            hints.show(sieve.hints(field.getText(), field.getCaretPosition(), false));
        }
    }

    private void take(FilterHint hint) {
        write(hint.in(field.getText()));
        field.positionCaret(hint.from() + hint.text().length());
        hints.hide();
    }

    private void key(KeyEvent event) {
        boolean another =
                event.isShiftDown()
                        || event.isControlDown()
                        || event.isAltDown()
                        || event.isMetaDown();
        if (another && event.getCode() != KeyCode.ESCAPE) {
            return;
        }
        switch (event.getCode()) {
            case DOWN -> down();
            case UP -> hints.move(-1);
            case ENTER -> hints.chosen().ifPresentOrElse(this::take, this::leave);
            case TAB -> {
                Optional<FilterHint> chosen = hints.chosen();
                chosen.ifPresent(this::take);
                hints.hide();
                if (chosen.isEmpty()) {
                    return;
                }
            }
            case ESCAPE -> escape();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void down() {
        if (hints.isShowing()) {
            hints.move(1);
        } else {
            hints.show(sieve.hints(field.getText(), field.getCaretPosition(), true));
        }
    }

    /// Closes what is open, else empties, else leaves.
    private void escape() {
        if (hints.isShowing()) {
            hints.hide();
        } else if (!field.getText().isEmpty()) {
            field.clear();
        } else {
            hints.hide();
            away.run();
        }
    }

    /// What Esc does once the field is empty, instead of going to the list.
    public void onAway(Runnable leaves) {
        away = leaves;
    }

    /// Says of how much it chooses, where its list is not all there is: a row that is not found may
    /// be in the rest.
    ///
    /// @param words such as how much of how much has been read; empty where it is all
    /// @param on whether more can be read
    public void reach(String words, boolean on) {
        reach = words;
        more = on;
        say();
    }

    /// Reads more, so that it chooses of more.
    public void onFurther(Runnable reader) {
        reads = reader;
    }

    private void leave() {
        hints.hide();
        list.requestFocus();
    }

    private void left(boolean focused) {
        if (!focused) {
            hints.hide();
            keep();
        }
        say();
    }

    private void counted() {
        say();
        // Not while it is being written: each keeping is a file.
        if (field.getText().equals(seen)) {
            keep();
        }
        seen = field.getText();
    }

    private void keep() {
        if (fault.isEmpty() && !key.isEmpty() && !field.getText().equals(kept)) {
            kept = field.getText();
            memory.ifPresent(of -> of.setPreference(key, kept));
        }
    }

    private void say() {
        String words = joined(count(), " · ");
        wrong = false;
        if (fault.isPresent()) {
            FilterFault present = fault.get();
            wrong = !present.unfinished() || !field.isFocused();
            String why =
                    texts.get("filter.fault." + present.kind().name(), present.words().toArray());
            words = joined(texts.get("filter.fault.placed", present.at(), why, count()), " ");
        }
        if (!words.equals(said.getText())) {
            said.setText(words);
            field.setAccessibleHelp(words);
        }
        // A number is short: where there is little room, the field makes place for it.
        boolean number = fault.isEmpty() && (reach.isEmpty() || !sieve.isActive());
        said.setMinWidth(number ? USE_PREF_SIZE : 0);
        further.setVisible(more && sieve.isActive());
        Parts.toggle(said, "fp-p2", wrong);
        Parts.toggle(said, "fp-strong", fault.isEmpty() && sieve.isActive());
        Parts.toggle(field, "fp-filter-wrong", wrong);
        speak();
    }

    /// The name of what has the focus is what readers of screens say when it changes: what is
    /// offered and what is wrong would otherwise be for the eye only.
    private void speak() {
        String now = hints.spoken(texts);
        if (now.isEmpty() && wrong) {
            now = said.getText();
        }
        field.setAccessibleText(now.isEmpty() ? spoken : spoken + ". " + now);
    }

    private String joined(String words, String by) {
        return reach.isEmpty() || words.isEmpty() || !sieve.isActive() ? words : words + by + reach;
    }

    private String count() {
        int all = sieve.all().size();
        String written = figures.count(all);
        return sieve.isActive()
                ? texts.get("filter.count.part", figures.count(sieve.shown()), all, written)
                : texts.get("filter.count.all", all, written);
    }

    /// Why a list is empty that has rows; empty if it has none, or shows some.
    public String hidden() {
        int all = sieve.all().size();
        return sieve.isActive() && sieve.shown() == 0 && all > 0
                ? joined(texts.get("filter.count.hidden", all, figures.count(all)), " ")
                : "";
    }

    /// The one that whoever acts means: that of the list that has the focus, else the first in
    /// sight.
    ///
    /// @param within where to look
    public static Optional<FilterBar> near(@Nullable Node focused, Node within) {
        return of(focused, within).or(() -> inSight(within).stream().findFirst());
    }

    /// That of the list that has the focus.
    ///
    /// @param within where to look
    public static Optional<FilterBar> of(@Nullable Node focused, Node within) {
        List<FilterBar> seen = inSight(within);
        for (Node at = focused; at != null; at = at.getParent()) {
            for (FilterBar bar : seen) {
                if (at.equals(bar.list) || at.equals(bar.getParent())) {
                    return Optional.of(bar);
                }
            }
        }
        return Optional.empty();
    }

    private static List<FilterBar> inSight(Node within) {
        List<FilterBar> seen = new ArrayList<>();
        collect(within, seen);
        return seen;
    }

    private static void collect(Node within, List<FilterBar> into) {
        if (!within.isVisible()) {
            return;
        }
        if (within instanceof FilterBar bar) {
            into.add(bar);
        } else if (within instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, into));
        }
    }
}
