package org.fieldproof.views.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.control.TreeItem;
import org.fieldproof.api.command.AddressLevel;
import org.fieldproof.views.control.TreeLines;

/// A level in the tree, which keeps its lines and what is open of them while figures change. FX
/// thread.
final class LevelItem extends TreeItem<TreeLevel> {
    private final String below;
    private long askedNanos = Long.MIN_VALUE;
    private int moment;

    private LevelItem(TreeLevel level, String below) {
        super(level);
        this.below = below;
    }

    static LevelItem root() {
        TreeLevel top = TreeLevel.level("", new AddressLevel("", 1, 0, 0), false);
        return new LevelItem(top, "");
    }

    @Override
    public boolean isLeaf() {
        return getParent() != null && !(getValue().isLevel() && getValue().of().goesOn());
    }

    /// What its own levels begin with.
    String below() {
        return below;
    }

    /// When its levels were last asked for, on the clock of [System#nanoTime]; long ago if never.
    long askedNanos() {
        return askedNanos;
    }

    void asked(long nanos) {
        askedNanos = nanos;
    }

    /// Takes its lines over, in the order given.
    ///
    /// @param still somebody is about to click: no line comes or goes, as long as there are lines
    ///     and they are of this moment
    /// @param now counts the moments that are shown
    void take(List<TreeLevel> levels, boolean still, int now) {
        Map<String, LevelItem> known = new HashMap<>();
        getChildren().forEach(child -> known.put(child.getValue().key(), (LevelItem) child));
        List<TreeItem<TreeLevel>> next = new ArrayList<>();
        levels.forEach(level -> next.add(line(known, level)));
        if (still && now == moment && !getChildren().isEmpty()) {
            return;
        }
        moment = now;
        TreeLines.exchange(this, next);
    }

    private static LevelItem line(Map<String, LevelItem> known, TreeLevel level) {
        LevelItem there = known.get(level.key());
        if (there == null) {
            return new LevelItem(level, level.below());
        }
        if (!there.getValue().equals(level)) {
            there.setValue(level);
        }
        return there;
    }
}
