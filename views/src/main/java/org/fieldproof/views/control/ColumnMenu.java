package org.fieldproof.views.control;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.event.EventTarget;
import javafx.scene.Node;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TableColumn;
import javafx.scene.control.skin.TableColumnHeader;
import javafx.scene.input.ContextMenuEvent;
import org.fieldproof.views.i18n.Texts;
import org.jspecify.annotations.Nullable;

/// Which columns of a table are seen, in which order, and by which rows are ordered: for the
/// pointer in the menu of a head, for the keyboard in the table's own. FX thread.
final class ColumnMenu {
    private static final int UP = 1;
    private static final int DOWN = -1;

    private final TableHeads<?> heads;
    private final Texts texts;
    private final String name;
    private final Menu ordering = new Menu();
    private final Menu seeing = new Menu();
    private final Menu moving = new Menu();

    /// Made when it is asked for first: it is a window of its own.
    private @Nullable ContextMenu ofHead;

    /// @param name of the list, such as `devices`
    ColumnMenu(RowTable<?> table, Texts texts, String name) {
        heads = table.heads();
        this.texts = texts;
        this.name = name;
        ordering.setText(texts.get("table.menu.order"));
        seeing.setText(texts.get("table.menu.columns"));
        moving.setText(texts.get("table.menu.first"));
        table.addEventFilter(ContextMenuEvent.CONTEXT_MENU_REQUESTED, this::ask);
    }

    /// What the table's own menu has of it.
    List<MenuItem> items() {
        return List.of(ordering, seeing, moving, asAtFirst());
    }

    /// Says what is so now.
    void follow() {
        ordering.getItems().setAll(each(this::orderingItem));
        seeing.getItems().setAll(each(this::seeingItem));
        moving.getItems()
                .setAll(each(key -> item("first", key, heads.title(key), heads::putFirst)));
    }

    private List<MenuItem> each(Function<String, MenuItem> item) {
        return heads.keys().stream().map(item).toList();
    }

    /// As a click on its head does: upwards, downwards, not at all.
    private MenuItem orderingItem(String key) {
        int way = heads.way(key);
        String title = heads.title(key) + (way == 0 ? "" : way > 0 ? " \u25b2" : " \u25bc");
        return item("order", key, title, each -> heads.order(each, next(heads.way(each))));
    }

    private static int next(int way) {
        return way == 0 ? UP : way == UP ? DOWN : 0;
    }

    private MenuItem seeingItem(String key) {
        CheckMenuItem item = new CheckMenuItem(heads.title(key));
        item.setMnemonicParsing(false);
        item.setId(name + "-table-column-" + key);
        item.setSelected(!heads.isHidden(key));
        item.setDisable(heads.isAlone(key) || heads.isSpared(key));
        item.setOnAction(event -> heads.hide(key, !heads.isHidden(key)));
        return item;
    }

    private MenuItem asAtFirst() {
        return item("asAtFirst", "", texts.get("table.menu.asAtFirst"), _ -> heads.reset());
    }

    private MenuItem item(String what, String key, String title, Consumer<String> act) {
        MenuItem item = new MenuItem(title);
        item.setMnemonicParsing(false);
        item.setId(name + "-table-" + what + (key.isEmpty() ? "" : "-" + key));
        item.setOnAction(event -> act.accept(key));
        return item;
    }

    /// Over a head, its own menu is shown.
    private void ask(ContextMenuEvent event) {
        TableColumnHeader head = event.isKeyboardTrigger() ? null : head(event.getTarget());
        if (head == null || !(head.getTableColumn() instanceof TableColumn<?, ?> column)) {
            return;
        }
        heads.keyOf(column)
                .ifPresent(
                        key -> {
                            ContextMenu menu = ofHead(key);
                            menu.show(head, event.getScreenX(), event.getScreenY());
                            event.consume();
                        });
    }

    private static @Nullable TableColumnHeader head(EventTarget target) {
        Node at = target instanceof Node node ? node : null;
        while (at != null && !(at instanceof TableColumnHeader)) {
            at = at.getParent();
        }
        return (TableColumnHeader) at;
    }

    private ContextMenu ofHead(String key) {
        ContextMenu menu = ofHead == null ? new ContextMenu() : ofHead;
        ofHead = menu;
        List<MenuItem> items = new ArrayList<>();
        items.add(orderItem(key, "up", UP));
        items.add(orderItem(key, "down", DOWN));
        items.add(orderItem(key, "none", 0));
        items.add(new SeparatorMenuItem());
        items.addAll(each(this::seeingItem));
        items.add(new SeparatorMenuItem());
        items.add(asAtFirst());
        menu.getItems().setAll(items);
        return menu;
    }

    private MenuItem orderItem(String key, String where, int way) {
        MenuItem item =
                item(
                        "order-" + where,
                        key,
                        texts.get("table.menu.order." + where),
                        each -> heads.order(each, way));
        item.setDisable(heads.way(key) == way);
        return item;
    }
}
