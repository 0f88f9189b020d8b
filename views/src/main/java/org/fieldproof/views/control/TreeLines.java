package org.fieldproof.views.control;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.collections.ObservableList;
import javafx.scene.control.TreeItem;

/// The lines directly below one line of a tree. FX thread.
public final class TreeLines {
    private TreeLines() {}

    /// Puts other lines there, in the order given. One after the other comes or goes, so that the
    /// selection knows which; all others stay where they are.
    public static <T> void exchange(TreeItem<T> parent, List<? extends TreeItem<T>> next) {
        ObservableList<TreeItem<T>> lines = parent.getChildren();
        if (lines.equals(next)) {
            return;
        }
        Set<TreeItem<T>> kept = new HashSet<>(next);
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (!kept.contains(lines.get(i))) {
                lines.remove(i);
            }
        }
        for (int i = 0; i < next.size(); i++) {
            if (i == lines.size() || !lines.get(i).equals(next.get(i))) {
                lines.add(i, next.get(i));
            }
        }
    }
}
