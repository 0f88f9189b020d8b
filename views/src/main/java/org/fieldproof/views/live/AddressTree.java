package org.fieldproof.views.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import org.fieldproof.api.command.AddressLevel;
import org.fieldproof.api.command.AddressLevels;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.record.LookAlikes;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.Pointing;
import org.fieldproof.views.perspective.Desk;
import org.jspecify.annotations.Nullable;

/// All known addresses by their levels. A level's own are asked for when it is opened, and those
/// that are open again in turns, the one that waits longest first. What is under the pointer does
/// not move. FX thread.
final class AddressTree extends TreeView<TreeLevel> {
    private static final int LEVELS_MAX = 500;

    private final Desk desk;
    private final Consumer<LevelChoice> chosen;
    private final LevelItem top = LevelItem.root();
    private boolean asked;

    /// True while lines come and go: what is chosen then was not chosen by a person.
    private boolean moving;

    // Counts the moments that are shown: the present again after each look back, or a past.
    private int moment = 1;
    private Outcome.@Nullable LatestRead shown;
    private final Pointing pointing;

    /// @param chosen takes the level that a person chose
    AddressTree(Desk desk, Consumer<LevelChoice> chosen) {
        this.desk = desk;
        this.chosen = chosen;
        top.setExpanded(true);
        setRoot(top);
        setShowRoot(false);
        setId("live-tree");
        getStyleClass().add("fp-panel");
        setAccessibleText(desk.text("live.tree.name"));
        getSelectionModel().setSelectionMode(SelectionMode.SINGLE);
        getSelectionModel().selectedItemProperty().subscribe(this::choose);
        setCellFactory(_ -> new Line());
        addEventFilter(KeyEvent.KEY_PRESSED, this::enter);
        pointing = new Pointing(this, desk.clock());
    }

    private void choose(TreeItem<TreeLevel> item) {
        if (!moving && item != null && item.getValue().isLevel()) {
            chosen.accept(item.getValue().choice());
        }
    }

    /// What was chosen is in force no more: it can be chosen again, where one was.
    void letGo() {
        int at = getFocusModel().getFocusedIndex();
        moving = true;
        try {
            getSelectionModel().clearSelection();
            getFocusModel().focus(at);
        } finally {
            moving = false;
        }
    }

    /// Enter chooses where the focus is.
    private void enter(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER && getSelectionModel().isEmpty()) {
            getSelectionModel().select(getFocusModel().getFocusedIndex());
            event.consume();
        }
    }

    /// Asks for the levels that have not been asked for longest; a level that was opened comes
    /// first.
    void follow() {
        if (shown != null) {
            shown = null;
            moment++;
        }
        Optional<LevelItem> next =
                open().stream().min(Comparator.comparingLong(LevelItem::askedNanos));
        if (asked || next.isEmpty()) {
            return;
        }
        LevelItem item = next.get();
        asked = true;
        int now = moment;
        item.asked(desk.clock().nanoTime());
        desk.commands()
                .send(
                        new Command.ReadLevels(item.below(), LEVELS_MAX),
                        outcome -> {
                            asked = false;
                            if (outcome instanceof Outcome.LevelsRead read && now == moment) {
                                take(item, linesOf(item, read));
                            }
                        });
    }

    /// Shows the levels of addresses that had been read by some time in the past.
    void show(Outcome.LatestRead then) {
        if (!then.equals(shown)) {
            shown = then;
            moment++;
        }
        for (LevelItem item : open()) {
            AddressLevels levels = new AddressLevels(item.below());
            then.values().forEach(value -> levels.add(value.record().address(), value.updates()));
            List<TreeLevel> lines = linesOf(item, levels.first(LEVELS_MAX));
            int notKept = then.totalAddresses() - then.values().size();
            if (item == top && notKept > 0) {
                lines.add(TreeLevel.rest(TreeLevel.Kind.NOT_KEPT, "", notKept));
            }
            take(item, lines);
        }
    }

    private static List<TreeLevel> linesOf(LevelItem item, Outcome.LevelsRead read) {
        List<TreeLevel> lines = new ArrayList<>();
        Set<String> alike =
                LookAlikes.among(read.levels().stream().map(AddressLevel::name).toList());
        for (AddressLevel level : read.levels()) {
            lines.add(TreeLevel.level(item.below(), level, alike.contains(level.name())));
        }
        int more = read.total() - read.levels().size();
        if (more > 0) {
            lines.add(TreeLevel.rest(TreeLevel.Kind.MORE, item.below(), more));
        }
        return lines;
    }

    private void take(LevelItem item, List<TreeLevel> lines) {
        TreeItem<TreeLevel> chosenItem = getSelectionModel().getSelectedItem();
        moving = true;
        try {
            item.take(lines, pointing.isNow(), moment);
            if (chosenItem != null && getRow(chosenItem) >= 0) {
                getSelectionModel().select(chosenItem);
            }
        } finally {
            moving = false;
        }
    }

    /// Those whose levels are seen.
    private List<LevelItem> open() {
        List<LevelItem> open = new ArrayList<>();
        Deque<LevelItem> waiting = new ArrayDeque<>(List.of(top));
        while (!waiting.isEmpty()) {
            LevelItem item = waiting.remove();
            open.add(item);
            item.getChildren().stream()
                    .filter(child -> child.isExpanded() && !child.isLeaf())
                    .map(LevelItem.class::cast)
                    .forEach(waiting::add);
        }
        return open;
    }

    /// A level with how many addresses it stands for.
    private final class Line extends TreeCell<TreeLevel> {
        private final Label name = Parts.givingWay(Parts.label("", "fp-mono"));
        private final Label count = Parts.label("", "fp-muted");
        private final HBox line = Parts.row(name, Parts.spring(), count);

        Line() {
            line.setStyle("-fx-padding: 0 8 0 0;");
        }

        @Override
        protected void updateItem(TreeLevel level, boolean empty) {
            super.updateItem(level, empty);
            if (empty || level == null) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            String addresses = desk.figures().count(level.of().addresses());
            name.setText(
                    switch (level.kind()) {
                        case LEVEL -> nameOf(level);
                        case MORE -> desk.text("live.tree.more", addresses);
                        case NOT_KEPT -> desk.text("live.tree.notKept", addresses);
                    });
            boolean branch = level.isLevel() && level.of().goesOn();
            count.setText(branch ? addresses : "");
            setAccessibleText(
                    branch
                            ? desk.text("live.tree.level", name.getText(), addresses)
                            : name.getText());
            setGraphic(line);
        }

        /// A name that looks like another one is spelled behind it, character by number.
        private String nameOf(TreeLevel level) {
            String own = level.of().name();
            if (own.isEmpty()) {
                return desk.text("live.tree.unnamed");
            }
            return level.alike() ? desk.text("live.tree.alike", own, LookAlikes.spelled(own)) : own;
        }
    }
}
