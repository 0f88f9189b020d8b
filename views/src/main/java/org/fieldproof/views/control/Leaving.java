package org.fieldproof.views.control;

import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// Escape leaves whatever lies over something else. Stateless.
public final class Leaving {

    private Leaving() {}

    /// Whatever has the focus inside of it.
    public static void byEscape(Node over, Runnable close) {
        over.addEventFilter(KeyEvent.KEY_PRESSED, event -> escape(event, close));
    }

    /// Unless something inside of it has use for the key.
    public static void afterAll(Node over, Runnable close) {
        over.addEventHandler(KeyEvent.KEY_PRESSED, event -> escape(event, close));
    }

    private static void escape(KeyEvent event, Runnable close) {
        if (event.getCode() == KeyCode.ESCAPE) {
            event.consume();
            close.run();
        }
    }
}
