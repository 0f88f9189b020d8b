package org.fieldproof.views.control;

import java.util.function.Function;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/// A cell of words or figures. FX thread.
///
/// @param <R> the row type
final class TextCell<R> extends TableCell<R, R> {
    /// Letters that fit the narrowest column.
    private static final int SHORT = 4;

    private final Function<R, String> text;
    private final Function<R, String> styleClass;
    private String worn = "";

    /// Made once: it is a window of its own, and cells are blank and full again as rows go by.
    private @Nullable Tooltip tip;

    /// @param styleClass of a row's cell; empty for none
    TextCell(Function<R, String> text, Function<R, String> styleClass) {
        this.text = text;
        this.styleClass = styleClass;
    }

    @Override
    protected void updateItem(R row, boolean empty) {
        super.updateItem(row, empty);
        boolean blank = empty || row == null;
        String wanted = blank ? "" : styleClass.apply(row);
        if (!wanted.equals(worn)) {
            getStyleClass().remove(worn);
            if (!wanted.isEmpty()) {
                getStyleClass().add(wanted);
            }
            worn = wanted;
        }
        String shown = blank ? "" : text.apply(row);
        setText(shown);
        setTooltip(shown.length() > SHORT ? tip(shown) : null);
    }

    private Tooltip tip(String shown) {
        Tooltip present = tip;
        if (present == null) {
            present = new Tooltip();
            tip = present;
        }
        present.setText(shown);
        return present;
    }
}
