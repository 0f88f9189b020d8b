package org.fieldproof.views.tags;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.fieldproof.api.command.Outcome.FoundTag;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.TagBrowser.Reading;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.i18n.Texts;

/// What a device has, place by place, and what of it is picked. FX thread.
final class TagTree extends TreeView<TagLine> {
    private static final int VALUE_SHOWN_MAX = 60;

    private final Texts texts;
    private final Set<String> known;
    private final Consumer<TagItem> opened;
    private final Runnable changed;
    private final Map<String, PickedTag> picked = new LinkedHashMap<>();
    private final TagItem top = new TagItem(TagLine.saying(""));

    /// @param known addresses that are tags already
    /// @param opened told of a place whose lines are wanted
    /// @param changed told when other tags are picked
    TagTree(Texts texts, Set<String> known, Consumer<TagItem> opened, Runnable changed) {
        this.texts = texts;
        this.known = new HashSet<>(known);
        this.opened = opened;
        this.changed = changed;
        setId("tag-tree");
        setAccessibleText(texts.get("tags.tree.name"));
        setRoot(top);
        setShowRoot(false);
        setCellFactory(_ -> new Line());
        top.addEventHandler(
                TreeItem.<TagLine>branchExpandedEvent(),
                event -> opened.accept((TagItem) event.getTreeItem()));
        addEventFilter(KeyEvent.KEY_PRESSED, this::toggleChosen);
    }

    /// Has the lines of the top asked for: a root that is not shown opens by itself, unheard.
    void begin() {
        opened.accept(top);
    }

    /// More addresses turn out to be tags already; they cannot be picked any more.
    void know(Set<String> more) {
        known.addAll(more);
        picked.keySet().removeAll(more);
        refresh();
        changed.run();
    }

    List<PickedTag> picked() {
        return List.copyOf(picked.values());
    }

    private void toggleChosen(KeyEvent event) {
        if (event.getCode() == KeyCode.SPACE
                && getSelectionModel().getSelectedItem() instanceof TagItem item) {
            event.consume();
            toggle(item);
        }
    }

    private void toggle(TagItem item) {
        String address = item.place();
        if (!item.getValue().canBeTag() || known.contains(address)) {
            return;
        }
        if (picked.remove(address) == null) {
            picked.put(address, new PickedTag(item.path(), address));
        }
        refresh();
        changed.run();
    }

    /// A line: a box for what can be picked, name, present value and type, each in its column.
    private final class Line extends TreeCell<TagLine> {
        private final CheckBox box = new CheckBox();
        private final Label name = Parts.label("");
        private final Label value = Parts.label("", "fp-mono");
        private final Label type = Parts.label("", "fp-muted");
        private final HBox line = Parts.row(box, name, Parts.spring(), value, type);
        private final Tooltip address = new Tooltip();

        Line() {
            box.setFocusTraversable(false);
            box.setOnAction(
                    _ -> {
                        if (getTreeItem() instanceof TagItem item) {
                            toggle(item);
                        }
                    });
            name.setMinWidth(0);
            value.setMinWidth(Region.USE_PREF_SIZE);
            value.setStyle("-fx-pref-width: 17em;");
            value.setAlignment(Pos.CENTER_RIGHT);
            type.setMinWidth(Region.USE_PREF_SIZE);
            type.setStyle("-fx-pref-width: 8em;");
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(TagLine shown, boolean empty) {
            super.updateItem(shown, empty);
            setTooltip(null);
            if (empty || shown == null) {
                setText("");
                setAccessibleText(null);
                setGraphic(null);
                return;
            }
            FoundTag tag = shown.tag();
            if (tag == null) {
                setText(shown.words());
                setAccessibleText(null);
                setGraphic(null);
                return;
            }
            boolean isKnown = known.contains(tag.found().address());
            box.setVisible(shown.canBeTag());
            box.setManaged(shown.canBeTag());
            box.setDisable(isKnown);
            box.setSelected(isKnown || picked.containsKey(tag.found().address()));
            box.setAccessibleText(tag.found().name());
            name.setText(
                    isKnown ? texts.get("tags.known", tag.found().name()) : tag.found().name());
            Reading reading = tag.reading();
            boolean bad = reading != null && reading.quality() == Quality.BAD;
            value.setText(reading == null ? "" : words(reading));
            Parts.toggle(value, "fp-muted", bad);
            type.setText(tag.found().type());
            address.setText(tag.found().address());
            setTooltip(address);
            setText(null);
            setGraphic(line);
            setAccessibleText(
                    String.join(
                            ", ",
                            name.getText(),
                            value.getText(),
                            type.getText(),
                            box.isSelected() ? texts.get("tags.row.picked") : ""));
        }

        private String words(Reading reading) {
            if (reading.quality() == Quality.BAD) {
                return reading.status();
            }
            StringBuilder json = new StringBuilder();
            reading.value().appendTo(json);
            String shown =
                    json.length() > VALUE_SHOWN_MAX
                            ? json.substring(0, VALUE_SHOWN_MAX) + "…"
                            : json.toString();
            return reading.quality() == Quality.GOOD ? shown : shown + " · " + reading.status();
        }
    }

    /// The lines under a place have come.
    static List<TagLine> lines(List<FoundTag> found, String more) {
        List<TagLine> lines = new ArrayList<>();
        found.forEach(each -> lines.add(TagLine.of(each)));
        if (!more.isEmpty()) {
            lines.add(TagLine.saying(more));
        }
        return lines;
    }
}
