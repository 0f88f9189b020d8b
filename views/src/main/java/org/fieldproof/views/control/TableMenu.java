package org.fieldproof.views.control;

import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.fieldproof.views.i18n.Texts;

/// What is taken out of a table: the selected rows, or all, to be pasted or to a file; and how it
/// looks. FX thread.
public final class TableMenu extends ContextMenu {
    private final RowTable<?> table;
    private final Texts texts;
    private final String name;
    private final Menu copy = new Menu();
    private final Menu export = new Menu();
    private final ColumnMenu columns;

    /// Writes a file where a person chooses.
    public interface Saving {
        /// Asks for a place and writes there.
        ///
        /// @param name what its name begins with
        void save(String name, String ending, Supplier<byte[]> content);
    }

    /// The menu of one table.
    ///
    /// @param name of the list, such as `devices`
    public TableMenu(RowTable<?> table, Texts texts, String name, Saving saving) {
        this.table = table;
        this.texts = texts;
        this.name = name;
        fill(copy, "copy", (format, text) -> Parts.copy(text));
        fill(export, "export", (format, text) -> save(saving, format, text));
        MenuItem all = new MenuItem(texts.get("table.menu.all"));
        all.setId(name + "-table-all");
        all.setOnAction(event -> table.getSelectionModel().selectAll());
        columns = new ColumnMenu(table, texts, name);
        getItems().addAll(copy, export, all, new SeparatorMenuItem());
        getItems().addAll(columns.items());
        setOnShowing(event -> follow());
        follow();
    }

    private void fill(Menu menu, String what, BiConsumer<TableFormat, String> act) {
        for (TableFormat format : TableFormat.values()) {
            MenuItem item = new MenuItem(texts.get("table.format." + format.name()));
            item.setId(name + "-table-" + what + "-" + format.ending());
            item.setOnAction(event -> act.accept(format, table.taken().as(format)));
            menu.getItems().add(item);
        }
    }

    // What is written is what was seen when it was asked for, however long a person looks for a
    // place.
    private void save(Saving saving, TableFormat format, String text) {
        saving.save(name, format.ending(), () -> text.getBytes(StandardCharsets.UTF_8));
    }

    /// Says how many rows it would be, and of which columns.
    private void follow() {
        columns.follow();
        int taken = table.taken().rows().size();
        int all = table.getItems().size();
        copy.setText(texts.get("table.menu.copy", taken, all));
        export.setText(texts.get("table.menu.export", taken, all));
    }
}
