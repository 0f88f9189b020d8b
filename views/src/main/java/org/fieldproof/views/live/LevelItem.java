package org.fieldproof.views.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.control.TreeItem;
import org.fieldproof.api.command.AddressLevel;
import org.fieldproof.api.command.Outcome;

/// A level in the tree, which keeps its lines and what is open of them while figures change. FX
/// thread.
final class LevelItem extends TreeItem<TreeLevel> {
    private final String below;
    private long askedNanos = Long.MIN_VALUE;

    private LevelItem(TreeLevel level, String below) {
        super(level);
        this.below = below;
    }

    static LevelItem root() {
        return new LevelItem(TreeLevel.root(1), "");
    }

    @Override
    public boolean isLeaf() {
        return getParent() != null && !(getValue().moreLevels() == 0 && getValue().of().goesOn());
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

    /// Takes its levels over. Lines stay where they are as far as they are still there.
    ///
    /// @param still figures only: somebody is about to click, so no line may come or go
    void take(Outcome.LevelsRead read, boolean still) {
        Map<String, LevelItem> known = new HashMap<>();
        getChildren().forEach(child -> known.put(key(child.getValue()), (LevelItem) child));
        List<TreeItem<TreeLevel>> next = new ArrayList<>();
        for (AddressLevel each : read.levels()) {
            next.add(line(known, new TreeLevel(below, each, 0)));
        }
        int more = read.total() - read.levels().size();
        if (more > 0) {
            next.add(line(known, new TreeLevel(below, new AddressLevel("", more, false, 0), more)));
        }
        boolean same = next.equals(getChildren());
        if (!same && !still) {
            getChildren().setAll(next);
        }
    }

    private static LevelItem line(Map<String, LevelItem> known, TreeLevel level) {
        LevelItem there = known.get(key(level));
        if (there == null) {
            return new LevelItem(level, level.below());
        }
        if (!there.getValue().equals(level)) {
            there.setValue(level);
        }
        return there;
    }

    private static String key(TreeLevel level) {
        return (level.moreLevels() > 0 ? "+" : "=") + level.of().name();
    }
}
