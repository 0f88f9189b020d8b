package org.fieldproof.views.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fieldproof.api.draft.SubPipelines;
import org.fieldproof.views.action.KeyStroke;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.drawing.Extent;
import org.fieldproof.views.drawing.Lens;
import org.fieldproof.views.level.CardRef;
import org.fieldproof.views.level.Trail;
import org.fieldproof.views.perspective.Desk;

/// What runs and what will run as two pictures side by side, in the same size and at the same
/// place, with a legend of their signs. FX thread.
final class DiffBoard extends VBox {
    private static final double STEP = 1.25;
    private static final double PAN = 60;
    private static final double ROOM = 28;
    private static final double SIDE = 400;

    private final Desk desk;
    private final GraphDiff diff;
    private final DiffDrawing drawing;
    private final Lens lens;
    private final DiffSide left;
    private final DiffSide right;
    private final Trail trail = new Trail("review-trail", this::open);
    private final Consumer<Optional<DiffTarget>> chosen;
    private DiffPicture before = DiffPicture.NONE;
    private DiffPicture after = DiffPicture.NONE;

    /// What is marked in both: it is fitted at every layout, and found once.
    private List<Bounds> marked = List.of();

    private Optional<DiffTarget> target = Optional.empty();
    private boolean whole;

    /// @param chosen told of what is pressed in a picture; empty for the ground
    DiffBoard(Desk desk, GraphDiff diff, Consumer<Optional<DiffTarget>> chosen) {
        super(8);
        this.desk = desk;
        this.diff = diff;
        this.chosen = chosen;
        drawing = new DiffDrawing(diff, new PartWords(desk.draft(), desk.texts()));
        lens = new Lens(desk.looks()::scale);
        left = new DiffSide("review-was", desk.looks().palette(), lens, this::fitted);
        right = new DiffSide("review-is", desk.looks().palette(), lens, this::fitted);
        setId("review-graph");
        HBox sides =
                new HBox(
                        10,
                        titled("draft.review.was", left, left),
                        titled("draft.review.is", right, zoomed(right)));
        for (DiffSide side : List.of(left, right)) {
            side.tell(this::pressed, this::open);
            side.setAccessibleHelp(desk.text("draft.review.twin"));
        }
        VBox.setVgrow(sides, Priority.ALWAYS);
        getChildren().addAll(trail, legend(), sides);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        open(SubPipelines.TOP);
    }

    private VBox titled(String key, DiffSide side, Node picture) {
        Label title = Parts.label(desk.text(key), "fp-section");
        title.setLabelFor(side);
        side.setAccessibleText(title.getText());
        VBox box = new VBox(4, title, picture);
        VBox.setVgrow(picture, Priority.ALWAYS);
        HBox.setHgrow(box, Priority.ALWAYS);
        box.setPrefWidth(SIDE);
        box.setMinWidth(0);
        return box;
    }

    /// What acts on both pictures, in the corner of one.
    private StackPane zoomed(DiffSide side) {
        HBox controls =
                new HBox(
                        4,
                        button("draft.review.fit.changes", "review-fit-changes", () -> fit(false)),
                        button("draft.review.fit.all", "review-fit-all", () -> fit(true)),
                        button(
                                "draft.review.farther",
                                "review-farther",
                                () -> side.zoomBy(1 / STEP)),
                        button("draft.review.closer", "review-closer", () -> side.zoomBy(STEP)));
        controls.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        controls.setPickOnBounds(false);
        StackPane.setAlignment(controls, Pos.BOTTOM_RIGHT);
        StackPane.setMargin(controls, new Insets(0, 8, 8, 0));
        return new StackPane(side, controls);
    }

    private Button button(String key, String id, Runnable act) {
        Button button = Parts.button(desk.text(key), act, "fp-small");
        String help = desk.text(key + ".help");
        button.setId(id);
        button.setTooltip(new Tooltip(help));
        button.setAccessibleText(help);
        return button;
    }

    /// The signs that are in the pictures, and how often.
    private FlowPane legend() {
        FlowPane legend = new FlowPane(16, 4);
        legend.setId("review-legend");
        legend.getChildren().add(Parts.label(desk.text("draft.review.legend"), "fp-muted"));
        diff.counts()
                .forEach(
                        (fate, count) -> {
                            if (count > 0 && fate != Fate.SAME) {
                                legend.getChildren().add(counted(fate, count));
                            }
                        });
        legend.getChildren().add(counted(Fate.SAME, diff.counts().getOrDefault(Fate.SAME, 0)));
        return legend;
    }

    private static Label sign(Fate fate) {
        Label sign = Parts.label(fate.sign(), "fp-fate-sign");
        sign.setMinWidth(USE_PREF_SIZE);
        return sign;
    }

    private Node counted(Fate fate, int count) {
        Label words = Parts.label(desk.text("draft.review.legend." + fate.name(), count));
        words.setId("review-legend-" + fate.name());
        words.setMinWidth(USE_PREF_SIZE);
        if (fate == Fate.SAME) {
            words.getStyleClass().add("fp-muted");
            return words;
        }
        return Parts.row(sign(fate), words);
    }

    /// Everything that is marked on this level or, if nothing is or all is to be seen, all of it.
    private Bounds fitted() {
        List<Bounds> fitted = new ArrayList<>(whole ? List.of() : marked);
        if (fitted.isEmpty()) {
            for (DiffPicture each : List.of(before, after)) {
                if (!each.picture().places().isEmpty()) {
                    fitted.add(each.picture().bounds());
                }
            }
        }
        return Extent.around(fitted, ROOM).orElseGet(() -> new BoundingBox(0, 0, 400, 200));
    }

    private void fit(boolean all) {
        whole = all;
        lens.fit();
        left.requestLayout();
        right.requestLayout();
    }

    private void pressed(Optional<DiffTarget> hit) {
        choose(hit);
        chosen.accept(hit);
    }

    private void choose(Optional<DiffTarget> next) {
        target = next;
        left.choose(next);
        right.choose(next);
    }

    /// Goes to something, in both pictures: onto its level and into their middle.
    void show(DiffTarget next) {
        open(diff.levelOf(next));
        choose(Optional.of(next));
        List<Bounds> places = new ArrayList<>();
        before.bounds(next).ifPresent(places::add);
        after.bounds(next).ifPresent(places::add);
        Extent.around(places, ROOM).ifPresent(this::centre);
    }

    private void centre(Bounds box) {
        double width = left.getWidth();
        double height = left.getHeight();
        if (width == 0) {
            return;
        }
        boolean large =
                box.getWidth() * lens.zoom() > width || box.getHeight() * lens.zoom() > height;
        if (large) {
            lens.fit(box, width, height);
        }
        lens.centre(box.getCenterX(), box.getCenterY(), width, height);
    }

    /// Both pictures of a level.
    void open(String next) {
        lens.show(next);
        before = drawing.before(next);
        after = drawing.after(next);
        marked = new ArrayList<>(before.marked());
        marked.addAll(after.marked());
        left.show(before, desk.text("draft.review.was.none"));
        right.show(after, desk.text("draft.review.is.none"));
        SubPipelines subs = diff.is().subs().has(next) ? diff.is().subs() : diff.was().subs();
        trail.show(diff.is().draft().project().text("name"), subs, next);
        trail.setVisible(!next.equals(SubPipelines.TOP));
        trail.setManaged(trail.isVisible());
    }

    private void key(KeyEvent event) {
        KeyCode code = event.getCode();
        boolean fits =
                KeyStroke.of(event).filter(desk.keys().keys("draft.fit")::contains).isPresent();
        if (fits) {
            fit(true);
        } else if (!left.isFocused() && !right.isFocused()) {
            return;
        } else if (code.isArrowKey() && !event.isShortcutDown()) {
            lens.pan(
                    code == KeyCode.LEFT ? PAN : code == KeyCode.RIGHT ? -PAN : 0,
                    code == KeyCode.UP ? PAN : code == KeyCode.DOWN ? -PAN : 0);
        } else if (code == KeyCode.PLUS || code == KeyCode.ADD || code == KeyCode.EQUALS) {
            left.zoomBy(STEP);
        } else if (code == KeyCode.MINUS || code == KeyCode.SUBTRACT) {
            left.zoomBy(1 / STEP);
        } else if (code == KeyCode.ENTER) {
            openChosen();
        } else if (code == KeyCode.BACK_SPACE) {
            leave();
        } else {
            return;
        }
        event.consume();
    }

    private void openChosen() {
        if (target.isPresent() && target.get() instanceof DiffTarget.OfCard(CardRef card)) {
            after.levelBehind(card).or(() -> before.levelBehind(card)).ifPresent(this::open);
        }
    }

    private void leave() {
        (after.isThere() ? after : before).levelAround().ifPresent(this::open);
    }
}
