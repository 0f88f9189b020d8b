package org.fieldproof.views.tags;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.TreeItem;

/// A place or tag in the picker's tree. What lies under it is asked for once, when it is opened;
/// what turns out to have nothing under it is a leaf from then on. FX thread.
final class TagItem extends TreeItem<TagLine> {
    private boolean asked;
    private boolean bare;

    TagItem(TagLine line) {
        super(line);
    }

    @Override
    public boolean isLeaf() {
        TagLine line = getValue();
        return getParent() != null
                && (bare || line.tag() == null || !line.tag().found().mayHaveChildren());
    }

    /// Its address in the device; empty for the top.
    String place() {
        TagLine line = getValue();
        return line.tag() == null ? "" : line.tag().found().address();
    }

    /// True the first time, for whoever is to ask.
    boolean toBeAsked() {
        boolean first = !asked;
        asked = true;
        return first;
    }

    /// Nobody was told: it is to be asked again.
    void forget() {
        asked = false;
        getChildren().clear();
    }

    void take(List<TagLine> lines) {
        bare = lines.isEmpty();
        // In two steps: of a replacement the selection counts only what is added, and would go on
        // to a line that nobody chose.
        getChildren().clear();
        getChildren().addAll(lines.stream().map(TagItem::new).toList());
        if (bare) {
            setExpanded(false);
        }
    }

    /// Names on the way to it, its own last.
    List<String> path() {
        List<String> names = new ArrayList<>();
        for (TreeItem<TagLine> at = this; at != null; at = at.getParent()) {
            if (at.getValue().tag() != null) {
                names.addFirst(at.getValue().tag().found().name());
            }
        }
        return names;
    }
}
