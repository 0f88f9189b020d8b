package org.fieldproof.views.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.event.EventHandler;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.InputEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.draft.RecoveryBar;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.perspective.Perspective;
import org.fieldproof.views.place.HelpEvent;
import org.fieldproof.views.place.HelpTopic;

/// What stands around a page in every window: the bar with STOP, the bar of time, what is to be
/// decided, the inspector, the status. FX thread.
final class PageFrame extends StackPane {

    private static final double INSPECTOR_WIDTH = 300;

    final TopBar topBar;
    final TimeBar timeBar;
    final StatusBar statusBar;
    final ResultBanner banner;
    final RecoveryBar recovery;
    final OutsideBar outside;
    private final Desk desk;
    private final StatusLine statusLine;
    private final BorderPane frame = new BorderPane();
    private final BorderPane middle = new BorderPane();

    /// What is told above the page.
    private final VBox above = new VBox();
    private final ScrollPane inspector = new ScrollPane();

    /// Inspector and help, side by side.
    private final HBox side = new HBox();

    private final Region armedFrame = new Region();

    /// @param help told what is asked about
    PageFrame(
            Desk desk,
            TopBar topBar,
            TimeBar timeBar,
            StatusBar statusBar,
            ResultBanner banner,
            Consumer<HelpTopic> help) {
        this.desk = desk;
        this.topBar = topBar;
        this.timeBar = timeBar;
        this.statusBar = statusBar;
        this.banner = banner;
        above.getChildren().add(banner);
        recovery = new RecoveryBar(desk);
        above.getChildren().add(recovery);
        outside = new OutsideBar(desk);
        outside.takeDropsOn(this);
        statusLine = new StatusLine(desk.texts(), desk.figures());
        getStyleClass().add("fp-shell");
        inspector.setFitToWidth(true);
        inspector.setPrefWidth(INSPECTOR_WIDTH);
        inspector.setMinWidth(INSPECTOR_WIDTH);
        inspector.getStyleClass().add("fp-inspector");
        inspector.setId("inspector");
        inspector.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        middle.setTop(above);
        middle.setId("content");
        frame.setTop(new VBox(topBar, timeBar, outside));
        frame.setBottom(statusBar);
        side.getChildren().add(inspector);
        frame.setRight(side);
        showInspector(Optional.empty());
        armedFrame.getStyleClass().add("fp-armed");
        armedFrame.setMouseTransparent(true);
        armedFrame.setVisible(false);
        addEventHandler(KeyEvent.KEY_PRESSED, timeBar::leave);
        addEventHandler(HelpEvent.ASKED, event -> help.accept(event.topic()));
        getChildren().addAll(frame, armedFrame);
    }

    /// Whom a key or a press of the mouse goes to acts in this window; the focus alone does not
    /// tell, as a host may give it to none of them.
    void onActed(Runnable told) {
        EventHandler<InputEvent> acted = event -> told.run();
        sceneProperty()
                .addListener(
                        (property, was, is) -> {
                            if (was != null) {
                                was.removeEventFilter(KeyEvent.KEY_PRESSED, acted);
                                was.removeEventFilter(MouseEvent.MOUSE_PRESSED, acted);
                            }
                            if (is != null) {
                                is.addEventFilter(KeyEvent.KEY_PRESSED, acted);
                                is.addEventFilter(MouseEvent.MOUSE_PRESSED, acted);
                            }
                        });
    }

    /// What stands left of the page and below it.
    void surround(Node left, Node below) {
        frame.setLeft(left);
        middle.setBottom(below);
    }

    void withoutLeft() {
        frame.setLeft(null);
    }

    /// Puts a page there, with what the inspector shows of it.
    void put(Node page, Optional<Node> inspected) {
        middle.setCenter(page);
        frame.setCenter(middle);
        // Only with its skin does a scroll pane have its content in the scene, where the focus is.
        page.applyCss();
        showInspector(inspected);
    }

    void empty() {
        middle.setCenter(null);
    }

    /// Puts something over the whole middle.
    void cover(Node page) {
        frame.setCenter(page);
        showInspector(Optional.empty());
        // Only with its skin does a table know what the arrows mean.
        page.applyCss();
    }

    /// Whether something else is over the whole middle.
    boolean isCovered() {
        return !middle.equals(frame.getCenter());
    }

    /// What fills the middle.
    Node center() {
        return frame.getCenter();
    }

    /// Takes the way round for newcomers above the page.
    void takeSteps(FirstSteps way) {
        above.getChildren().add(way);
    }

    /// Takes the help beside the page, from wherever it was.
    void takeHelp(Region help) {
        if (!side.getChildren().contains(help)) {
            side.getChildren().add(help);
        }
    }

    /// Takes something that lies over everything, from wherever it was.
    void takeOver(Node... over) {
        for (Node each : over) {
            if (!getChildren().contains(each)) {
                getChildren().add(each);
            }
        }
    }

    private void showInspector(Optional<Node> content) {
        inspector.setContent(content.orElse(null));
        inspector.setVisible(content.isPresent());
        inspector.setManaged(content.isPresent());
    }

    /// Draws a beat.
    void show(Frame beat) {
        topBar.show(beat.snapshot(), desk.draft());
        topBar.showFrozen(desk.held().frozenMillis(desk.clock().nanoTime()));
        statusBar.show(statusLine.cells(beat, desk.draft().isCommissioning()));
        statusBar.sayNow(desk.held().isBack());
        banner.show(beat.snapshot().drills());
        recovery.show(beat);
        boolean drilling = beat.snapshot().drills().running() != null;
        outside.beat(drilling ? desk.text("shell.hindrance.drillRuns") : "");
        armedFrame.setVisible(beat.snapshot().drills().isUnderWay());
    }

    /// Draws the page, at the second that is held; of one that was not seen, that it was not.
    void show(Perspective present, Node page, Frame beat) {
        desk.held().at(beat);
        boolean unseen = present.looksBack() && desk.held().isUnseen();
        timeBar.show(beat, present.looksBack());
        Node wanted = unseen ? timeBar.gap() : page;
        if (!wanted.equals(middle.getCenter())) {
            middle.setCenter(wanted);
            showInspector(unseen || isCovered() ? Optional.empty() : present.inspector());
        }
        if (!unseen) {
            present.show(beat);
        }
    }

    void showNothing() {
        topBar.showNothing();
        statusBar.clear();
        armedFrame.setVisible(false);
    }

    /// Where the focus goes about, in reading order.
    List<Node> panes(Node... more) {
        List<Node> panes = new ArrayList<>(List.of(topBar, timeBar, outside));
        if (frame.getLeft() != null) {
            panes.add(frame.getLeft());
        }
        panes.add(frame.getCenter());
        panes.addAll(List.of(side.getChildren().toArray(Node[]::new)));
        panes.addAll(List.of(more));
        panes.add(statusBar);
        return panes;
    }
}
