package org.fieldproof.views.control;

import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.scene.control.TableRow;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

/// A row that does something when it is clicked in a certain way.
///
/// @param <R> what it shows
final class ActingRow<R> extends TableRow<R> {
    ActingRow(Consumer<R> act, Predicate<MouseEvent> meant) {
        setOnMouseClicked(
                event -> {
                    boolean primary = event.getButton() == MouseButton.PRIMARY;
                    if (primary && !isEmpty() && meant.test(event)) {
                        act.accept(getItem());
                    }
                });
    }
}
