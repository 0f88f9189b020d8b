package org.fieldproof.views.devices;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.control.MarkLabel;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.Pointing;
import org.fieldproof.views.control.TreeLines;
import org.fieldproof.views.devices.PlantLine.Kind;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.plant.Branch;
import org.fieldproof.views.plant.Locations;
import org.fieldproof.views.plant.Plant;
import org.jspecify.annotations.Nullable;

/// The plant by its places, each with how what stands there is doing. What is chosen is what the
/// list's filter says. What is under the pointer does not move. FX thread.
final class PlantTree extends TreeView<PlantLine> {
    static final double FIGURE_WIDTH = 68;
    static final double AGE_WIDTH = 58;
    static final double CLASS_WIDTH = 62;
    private static final double NAME_WIDTH = 40;

    /// Below one place.
    private static final int LINES_MAX = 500;

    /// Of all that is open.
    private static final int LINES_ALL_MAX = 2_000;

    private final PlantWords words;
    private final OpenPlaces places;
    private final Consumer<PlantLine> chosen;
    private final Runnable leaves;
    private final Pointing pointing;
    private final TreeItem<PlantLine> top = new TreeItem<>();

    /// Lines by what they stand for, those that are there and those that were.
    private final Map<String, TreeItem<PlantLine>> lines = new HashMap<>();

    /// The same by what the list's filter says where they are chosen.
    private final Map<String, TreeItem<PlantLine>> byFilter = new HashMap<>();

    private Optional<Plant> shown = Optional.empty();
    private String filter = "";
    private boolean back;

    /// True while lines come and go: what is chosen or opened then, nobody has.
    private boolean moving;

    /// True while the way to a place is opened: nobody has opened what is on it.
    private boolean leading;

    /// The line that is being opened: what is below it comes, wherever the pointer is.
    private @Nullable TreeItem<PlantLine> opening;

    /// As many lines may still come.
    private int room;

    /// So many lines there were when those that went were last let go.
    private int kept;

    /// @param chosen takes the place that a person chose
    /// @param leaves goes to the list
    PlantTree(Desk desk, Consumer<PlantLine> chosen, Runnable leaves) {
        words = new PlantWords(desk);
        places = new OpenPlaces(desk.workspace());
        this.chosen = chosen;
        this.leaves = leaves;
        top.setExpanded(true);
        setRoot(top);
        setShowRoot(false);
        setId("devices-tree");
        setAccessibleText(desk.text("devices.tree.name"));
        getSelectionModel().selectedItemProperty().subscribe(this::choose);
        setCellFactory(_ -> new Line());
        addEventFilter(KeyEvent.KEY_PRESSED, this::enter);
        pointing = new Pointing(this, desk.clock());
    }

    private void choose(TreeItem<PlantLine> item) {
        if (!moving && item != null && item.getValue().kind() != Kind.MORE) {
            filter = filterOf(item.getValue());
            chosen.accept(item.getValue());
        }
    }

    /// Enter goes to what is worst off there.
    private void enter(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER) {
            if (getSelectionModel().isEmpty()) {
                getSelectionModel().select(Math.max(0, getFocusModel().getFocusedIndex()));
            }
            leaves.run();
            event.consume();
        }
    }

    /// The filter of a line.
    static String filterOf(PlantLine line) {
        return line.kind() == Kind.WHOLE ? "" : Locations.filter(line.path());
    }

    /// What a line stands for, in the picture that is shown.
    Optional<Branch> branch(PlantLine line) {
        return shown.flatMap(
                plant ->
                        switch (line.kind()) {
                            case WHOLE -> Optional.of(plant.whole());
                            case ELSEWHERE -> Optional.of(plant.elsewhere());
                            case PLACE -> plant.at(line.path());
                            case MORE -> Optional.empty();
                        });
    }

    /// @param isBack whether the picture is one that is looked back at
    void show(Plant plant, boolean isBack) {
        places.follow();
        boolean still = pointing.isNow() && isBack == back && !top.getChildren().isEmpty();
        back = isBack;
        shown = Optional.of(plant);
        moving = true;
        room = LINES_ALL_MAX;
        try {
            List<TreeItem<PlantLine>> next = new ArrayList<>();
            next.add(line(PlantLine.of(Kind.WHOLE, plant.whole())));
            next.addAll(below(plant.whole(), still));
            if (plant.elsewhere().devices() > 0) {
                next.add(line(PlantLine.of(Kind.ELSEWHERE, plant.elsewhere())));
            }
            exchange(top, next, still);
            letGo();
            mark();
        } finally {
            moving = false;
        }
    }

    /// Writes down which places are open.
    void keep(Plant plant) {
        places.keep(plant);
    }

    /// The lines of the places below one. Those of one level come before those below them, where
    /// there is not room for all.
    private List<TreeItem<PlantLine>> below(Branch branch, boolean still) {
        int all = branch.below().size();
        int some = Math.min(all, Math.min(LINES_MAX, room));
        room -= some;
        List<TreeItem<PlantLine>> next = new ArrayList<>();
        for (Branch each : branch.below()) {
            if (next.size() == some) {
                next.add(line(PlantLine.more(branch.path(), all - some)));
                break;
            }
            TreeItem<PlantLine> item = line(PlantLine.of(Kind.PLACE, each));
            if (each.below().isEmpty()) {
                exchange(item, List.of(), still);
            } else if (item.isExpanded()) {
                exchange(item, below(each, still), still);
            } else if (item.getChildren().isEmpty()) {
                // One is enough to tell that it can be opened.
                Branch first = each.below().iterator().next();
                exchange(item, List.of(line(PlantLine.of(Kind.PLACE, first))), still);
            }
            next.add(item);
        }
        return next;
    }

    private void exchange(
            TreeItem<PlantLine> parent, List<TreeItem<PlantLine>> next, boolean still) {
        if (!still || parent.getChildren().isEmpty() || parent.equals(opening)) {
            TreeLines.exchange(parent, next);
        }
    }

    /// Lines of places that went; not at each beat, as some come back.
    private void letGo() {
        if (lines.size() > 2 * kept + LINES_MAX) {
            Set<TreeItem<PlantLine>> there = new HashSet<>();
            Deque<TreeItem<PlantLine>> waiting = new ArrayDeque<>(top.getChildren());
            while (!waiting.isEmpty()) {
                TreeItem<PlantLine> item = waiting.remove();
                there.add(item);
                waiting.addAll(item.getChildren());
            }
            lines.values().retainAll(there);
            byFilter.values().retainAll(there);
            kept = lines.size();
        }
    }

    private TreeItem<PlantLine> line(PlantLine now) {
        TreeItem<PlantLine> item = lines.computeIfAbsent(now.key(), _ -> made(now));
        if (!item.getValue().equals(now)) {
            item.setValue(now);
        }
        return item;
    }

    private TreeItem<PlantLine> made(PlantLine line) {
        TreeItem<PlantLine> item = new TreeItem<>(line);
        if (line.kind() != Kind.MORE) {
            byFilter.put(filterOf(line), item);
        }
        if (line.kind() == Kind.PLACE) {
            item.setExpanded(places.isOpen(line.path()));
            item.expandedProperty()
                    .subscribe(
                            (was, is) -> {
                                if (!leading) {
                                    places.turn(line.path(), is);
                                }
                                if (!moving) {
                                    opening = item;
                                    shown.ifPresent(plant -> show(plant, back));
                                    opening = null;
                                }
                            });
        }
        return item;
    }

    /// Opens what a place is in, so that it is seen; the next time it is as it was left.
    void open(String path) {
        leading = true;
        for (int at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
            TreeItem<PlantLine> item = lines.get(Kind.PLACE + "/" + path.substring(0, at));
            if (item != null) {
                item.setExpanded(true);
            }
        }
        leading = false;
    }

    /// The list's filter is another: the line that says the same is chosen, or none.
    void follow(String text) {
        filter = text;
        moving = true;
        try {
            mark();
        } finally {
            moving = false;
        }
    }

    private void mark() {
        TreeItem<PlantLine> now = getSelectionModel().getSelectedItem();
        if (now != null && now.getValue().kind() == Kind.MORE) {
            // It is on the way of whoever walks by keys: leading back would be a wall.
            return;
        }
        if (now != null && filterOf(now.getValue()).equals(filter) && getRow(now) >= 0) {
            chooseRow(getRow(now));
            return;
        }
        int at = getFocusModel().getFocusedIndex();
        TreeItem<PlantLine> same = byFilter.get(filter);
        if (same != null && getRow(same) >= 0) {
            chooseRow(getRow(same));
            scrollTo(getRow(same));
        } else if (now != null) {
            getSelectionModel().clearSelection();
            getFocusModel().focus(at);
        }
    }

    /// Lines that come move the focus away from what is chosen; keys go on from where it is.
    private void chooseRow(int row) {
        if (getSelectionModel().getSelectedIndex() != row) {
            getSelectionModel().select(row);
        }
        if (!isFocused() && getFocusModel().getFocusedIndex() != row) {
            getFocusModel().focus(row);
        }
    }

    /// A place with its figures.
    private final class Line extends TreeCell<PlantLine> {
        private final MarkLabel mark = new MarkLabel();
        private final Label name = new Label();
        private final Label figure = figure(FIGURE_WIDTH);
        private final Label age = figure(AGE_WIDTH);
        private final Label deviceClass = figure(CLASS_WIDTH);
        private final HBox line = Parts.row(mark, name, figure, age, deviceClass);
        private String worn = "fp-muted";

        /// Whether what was pressed last had been chosen before.
        private boolean wasChosen;

        Line() {
            // A long name gives way: the figures are seen without scrolling.
            name.setMinWidth(0);
            name.setPrefWidth(NAME_WIDTH);
            name.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(name, Priority.ALWAYS);
            line.setSpacing(6);
            line.setStyle("-fx-padding: 0 8 0 0;");
            figure.getStyleClass().add(worn);
            age.getStyleClass().add("fp-value");
            deviceClass.getStyleClass().add("fp-muted");
            addEventFilter(MouseEvent.MOUSE_PRESSED, event -> wasChosen = isChosen());
            setOnMouseClicked(this::again);
        }

        private boolean isChosen() {
            TreeItem<PlantLine> here = getTreeItem();
            return here != null && here.equals(getSelectionModel().getSelectedItem());
        }

        /// A click where one has been before leads to what is worst off there now.
        private void again(MouseEvent event) {
            Node arrow = getDisclosureNode();
            boolean opens =
                    arrow != null
                            && arrow.isVisible()
                            && arrow.getBoundsInParent().contains(event.getX(), event.getY());
            if (event.getButton() == MouseButton.PRIMARY
                    && event.getClickCount() == 1
                    && !opens
                    && wasChosen
                    && isChosen()) {
                choose(getTreeItem());
            }
        }

        private static Label figure(double width) {
            Label made = new Label();
            made.setMinWidth(width);
            made.setPrefWidth(width);
            made.setAlignment(Pos.CENTER_RIGHT);
            return made;
        }

        @Override
        protected void updateItem(PlantLine item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            Mark now = PlantWords.mark(item);
            mark.show(now);
            // What is well has no sign: among many places those that need somebody are seen.
            mark.setVisible(now.abnormal());
            name.setText(words.name(item));
            figure.setText(words.figure(item));
            Parts.restyle(figure, worn, now.textClass());
            worn = now.textClass();
            age.setText(words.age(item));
            deviceClass.setText(words.deviceClass(item));
            setAccessibleText(words.spoken(item));
            setGraphic(line);
        }
    }
}
