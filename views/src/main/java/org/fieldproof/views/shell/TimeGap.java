package org.fieldproof.views.shell;

import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.perspective.Desk;

/// Stands where a page would be, for a second that the console did not see.
final class TimeGap extends VBox {

    private final Label text = Parts.prose("", "fp-muted");

    /// @param leave to the nearest second that was seen, onward or not
    TimeGap(Desk desk, Consumer<Boolean> leave) {
        super(12);
        setId("time-gap");
        setAlignment(Pos.CENTER);
        text.setMaxWidth(520);
        Button before = Parts.button(desk.text("time.gap.before"), () -> leave.accept(false));
        before.setId("time-gap-before");
        Button after = Parts.button(desk.text("time.gap.after"), () -> leave.accept(true));
        after.setId("time-gap-after");
        var row = Parts.row(before, after);
        row.setAlignment(Pos.CENTER);
        getChildren().addAll(Parts.label(desk.text("time.gap.title"), "fp-title"), text, row);
    }

    void show(String words) {
        text.setText(words);
    }
}
