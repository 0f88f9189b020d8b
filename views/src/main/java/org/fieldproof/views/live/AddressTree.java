package org.fieldproof.views.live;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.layout.HBox;
import org.fieldproof.api.command.AddressLevels;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.perspective.Desk;

/// All known addresses by their levels. A level's own are asked for when it is opened, and those
/// that are open again in turns, the one that waits longest first. What is under the pointer does
/// not move. FX thread.
final class AddressTree extends TreeView<TreeLevel> {
    private static final int LEVELS_MAX = 500;

    private final Desk desk;
    private final Consumer<String> chosen;
    private final LevelItem top = LevelItem.root();
    private boolean asked;

    /// @param chosen takes the topic filter of the level that a person chose
    AddressTree(Desk desk, Consumer<String> chosen) {
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
    }

    private void choose(TreeItem<TreeLevel> item) {
        if (item != null && item.getValue().moreLevels() == 0) {
            chosen.accept(item.getValue().filter());
        }
    }

    /// Asks for the levels that have not been asked for longest; a level that was opened comes
    /// first.
    void follow() {
        Optional<LevelItem> next =
                open().stream().min(Comparator.comparingLong(LevelItem::askedNanos));
        if (asked || next.isEmpty()) {
            return;
        }
        LevelItem item = next.get();
        asked = true;
        item.asked(desk.clock().nanoTime());
        desk.commands()
                .send(
                        new Command.ReadLevels(item.below(), LEVELS_MAX),
                        outcome -> {
                            asked = false;
                            if (outcome instanceof Outcome.LevelsRead read) {
                                item.take(read, isHover());
                            }
                        });
    }

    /// Shows the levels of addresses that had been read by some time in the past.
    void show(List<Outcome.LatestValue> values) {
        for (LevelItem item : open()) {
            AddressLevels levels = new AddressLevels(item.below());
            values.forEach(value -> levels.add(value.record().address(), value.updates()));
            item.take(levels.first(LEVELS_MAX), isHover());
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
            if (level.moreLevels() > 0) {
                name.setText(desk.text("live.tree.more", addresses));
                count.setText("");
            } else {
                boolean unnamed = level.of().name().isEmpty();
                name.setText(unnamed ? desk.text("live.tree.unnamed") : level.of().name());
                count.setText(level.of().goesOn() ? addresses : "");
            }
            setAccessibleText(
                    level.of().goesOn()
                            ? desk.text("live.tree.level", name.getText(), addresses)
                            : name.getText());
            setGraphic(line);
        }
    }
}
