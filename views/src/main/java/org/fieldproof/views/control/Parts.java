package org.fieldproof.views.control;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;

/// The small parts that every view is put together from.
public final class Parts {

    private Parts() {}

    public static Label label(String text, String... styleClasses) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styleClasses);
        return label;
    }

    /// Text over several lines, as tall as it needs to be.
    public static Label prose(String text, String... styleClasses) {
        Label label = label(text, styleClasses);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    public static Button button(String text, Runnable act, String... styleClasses) {
        Button button = new Button(text);
        button.setOnAction(event -> act.run());
        button.getStyleClass().addAll(styleClasses);
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    /// Puts a control on or off.
    ///
    /// @param why it is off; empty if it is on
    public static void hinder(Control control, String why) {
        control.setDisable(!why.isEmpty());
        control.setAccessibleHelp(why);
    }

    /// A control that [#hinder] puts off and on, in what says why it is off to whoever points
    /// there: the toolkit shows no tooltip of a control that is off.
    public static StackPane telling(Control control) {
        StackPane around = new StackPane(control);
        around.visibleProperty().bind(control.visibleProperty());
        around.managedProperty().bind(control.managedProperty());
        Tooltip why = new Tooltip();
        why.textProperty().bind(control.accessibleHelpProperty());
        control.disableProperty()
                .subscribe(
                        off -> {
                            if (off) {
                                Tooltip.install(around, why);
                            } else {
                                Tooltip.uninstall(around, why);
                            }
                        });
        return around;
    }

    /// Puts a text where it can be pasted from.
    public static void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    /// Room that pushes what follows to the right.
    public static Region spring() {
        Region region = new Region();
        HBox.setHgrow(region, Priority.ALWAYS);
        return region;
    }

    /// The head of a perspective: its title, a remark, and controls at the right.
    public static HBox head(Label title, Label remark, Node... controls) {
        title.getStyleClass().add("fp-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        remark.getStyleClass().add("fp-muted");
        HBox head = new HBox(title, remark, spring());
        head.getStyleClass().add("fp-head");
        head.getChildren().addAll(controls);
        return head;
    }

    /// A label that gives way where there is no room, and can then be read in full.
    public static Label givingWay(Label label) {
        Tooltip whole = new Tooltip();
        whole.textProperty().bind(label.textProperty());
        label.setTooltip(whole);
        label.setMinWidth(0);
        return label;
    }

    public static HBox row(Node... nodes) {
        HBox row = new HBox(8, nodes);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    public static VBox panel(Node... nodes) {
        VBox panel = new VBox(8, nodes);
        panel.getStyleClass().addAll("fp-panel", "fp-padded");
        return panel;
    }

    /// Scrolls to something inside of what is scrolled.
    public static void scrollTo(ScrollPane scroll, Node wanted) {
        scroll.applyCss();
        scroll.layout();
        Node content = scroll.getContent();
        double top = content.sceneToLocal(wanted.localToScene(wanted.getLayoutBounds())).getMinY();
        double beyond =
                content.getLayoutBounds().getHeight() - scroll.getViewportBounds().getHeight();
        scroll.setVvalue(beyond <= 0 ? 0 : Math.clamp(top / beyond, 0, 1));
    }

    /// Swaps one of a family of style classes for another.
    public static void restyle(Node node, String from, String to) {
        if (!from.equals(to)) {
            node.getStyleClass().remove(from);
            node.getStyleClass().add(to);
        }
    }

    /// Puts a style class on or takes it off.
    public static void toggle(Node node, String styleClass, boolean worn) {
        if (worn != node.getStyleClass().contains(styleClass)) {
            if (worn) {
                node.getStyleClass().add(styleClass);
            } else {
                node.getStyleClass().remove(styleClass);
            }
        }
    }

    /// Lets nothing of a region be seen outside it.
    public static void clip(Region region) {
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(region.widthProperty());
        clip.heightProperty().bind(region.heightProperty());
        region.setClip(clip);
    }
}
