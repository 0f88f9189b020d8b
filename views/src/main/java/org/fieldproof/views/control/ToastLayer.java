package org.fieldproof.views.control;

import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/// At most three toasts at the lower right; the same message again raises a counter. Only those
/// that can be taken back are in the way of the mouse.
public final class ToastLayer extends VBox {

    private static final int TOASTS_MAX = 3;
    private static final Duration LIFE = Duration.seconds(10);

    private final String undoTitle;

    /// @param undoTitle of the button that takes something back
    public ToastLayer(String undoTitle) {
        this.undoTitle = undoTitle;
        setAlignment(Pos.BOTTOM_RIGHT);
        setSpacing(8);
        setPickOnBounds(false);
        setStyle("-fx-padding: 0 16px 44px 0;");
    }

    public void show(String message) {
        for (var node : getChildren()) {
            if (node instanceof Toast toast && toast.message.equals(message)) {
                toast.again();
                return;
            }
        }
        Toast toast = new Toast(message);
        toast.setMouseTransparent(true);
        add(toast);
    }

    /// One that can be taken back; an older one could take back another thing than it says.
    public void show(String message, Runnable undo) {
        getChildren().removeIf(node -> node instanceof Toast toast && !toast.isMouseTransparent());
        Toast toast = new Toast(message);
        Button back =
                Parts.button(
                        undoTitle,
                        () -> {
                            getChildren().remove(toast);
                            undo.run();
                        },
                        "fp-flat");
        back.setId("toast-undo");
        toast.getChildren().add(back);
        add(toast);
    }

    private void add(Toast toast) {
        if (getChildren().size() >= TOASTS_MAX) {
            getChildren().removeFirst();
        }
        getChildren().add(toast);
        PauseTransition life = new PauseTransition(LIFE);
        life.setOnFinished(event -> getChildren().remove(toast));
        life.play();
    }

    private static final class Toast extends HBox {
        private final String message;
        private final Label label;
        private int times = 1;

        Toast(String message) {
            this.message = message;
            label = new Label(message);
            label.setWrapText(true);
            label.setMaxWidth(460);
            getStyleClass().add("fp-toast");
            setSpacing(12);
            setAlignment(Pos.CENTER_LEFT);
            setMaxWidth(USE_PREF_SIZE);
            getChildren().add(label);
        }

        void again() {
            times++;
            label.setText(message + "  ×" + times);
        }
    }
}
