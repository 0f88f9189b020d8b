package org.fieldproof.views.control;

import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/// At most three toasts at the lower right; the same message again raises a counter.
public final class ToastLayer extends VBox {

    private static final int TOASTS_MAX = 3;

    public ToastLayer() {
        setAlignment(Pos.BOTTOM_RIGHT);
        setSpacing(8);
        setPickOnBounds(false);
        setMouseTransparent(true);
        setStyle("-fx-padding: 0 16px 44px 0;");
    }

    public void show(String message) {
        for (var node : getChildren()) {
            if (node instanceof Toast toast && toast.message.equals(message)) {
                toast.again();
                return;
            }
        }
        if (getChildren().size() >= TOASTS_MAX) {
            getChildren().removeFirst();
        }
        Toast toast = new Toast(message);
        getChildren().add(toast);
        PauseTransition life = new PauseTransition(Duration.seconds(6));
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
            setMaxWidth(USE_PREF_SIZE);
            getChildren().add(label);
        }

        void again() {
            times++;
            label.setText(message + "  ×" + times);
        }
    }
}
