package org.fieldproof.styles;

import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.SVGPath;

/// Our own icons: strokes in a box of 16.
public enum Icon {
    PIPELINES("M1 5H11M8.5 2.5L11 5L8.5 7.5M5 11H15M12.5 8.5L15 11L12.5 13.5"),
    DEVICES("M3 2H13V14H3ZM3 6H13M3 10H13M5.5 4H7M5.5 8H7M5.5 12H7"),
    LIVE("M1 8H4L6 3L9.5 13L11.5 8H15"),
    BUFFERS("M2 2.5H14V13.5H2ZM5 5.5V10.5M8 5.5V10.5M11 5.5V10.5"),
    LATENCY("M8 1.5A6.5 6.5 0 1 0 8.01 1.5M8 4.5V8L10.5 9.5"),
    DRILLS("M3 15V1.5M3 2.5H13.5L11 5.75L13.5 9H3"),
    EVIDENCE("M3 1.5H13V14.5H3ZM5.5 8L7.25 10L10.75 6"),
    ALARMS("M8 2L15 14H1ZM8 6.5V10M8 11.7V12.3"),
    SETTINGS(
            "M8 5.5A2.5 2.5 0 1 0 8.01 5.5M8 1V3.2M8 12.8V15M1 8H3.2M12.8 8H15M3 3L4.6 4.6"
                    + "M11.4 11.4L13 13M13 3L11.4 4.6M4.6 11.4L3 13"),
    MENU("M2 4H14M2 8H14M2 12H14"),
    SEARCH("M6.5 2A4.5 4.5 0 1 0 6.51 2M9.8 9.8L14 14"),
    PAUSE("M5.5 3V13M10.5 3V13"),
    PLAY("M4 2.5L13 8L4 13.5Z"),
    CLOSE("M3.5 3.5L12.5 12.5M12.5 3.5L3.5 12.5"),
    WINDOW("M2 5H11V14H2ZM5 5V2H14V11H11"),
    FLAG("M4 15V2M4 2.5H12.5L10.5 5.25L12.5 8H4"),
    PENCIL("M3 13L3.6 10.2L10.8 3L13 5.2L5.8 12.4ZM9.4 4.4L11.6 6.6"),
    EYE("M1.5 8Q8 1.5 14.5 8Q8 14.5 1.5 8M8 6A2 2 0 1 0 8.01 6");

    private final String path;

    Icon(String path) {
        this.path = path;
    }

    /// A new node that shows it.
    public Node node() {
        SVGPath shape = new SVGPath();
        shape.setContent(path);
        shape.getStyleClass().add("fp-icon");
        StackPane box = new StackPane(shape);
        box.getStyleClass().add("fp-icon-box");
        box.setMouseTransparent(true);
        return box;
    }
}
