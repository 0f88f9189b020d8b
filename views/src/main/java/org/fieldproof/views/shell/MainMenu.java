package org.fieldproof.views.shell;

import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import org.fieldproof.styles.Icon;
import org.fieldproof.views.action.Action;
import org.fieldproof.views.action.ActionRegistry;
import org.fieldproof.views.i18n.Texts;

/// Everything that can be done, in one menu: the actions of the registry, with what each would do
/// just now and whether it can. It never takes the focus, as what an action means goes by what has
/// it. FX thread.
final class MainMenu extends MenuButton {
    private final ActionRegistry actions;
    private final Texts texts;
    private final Consumer<Action> run;
    private final Tooltip keys = new Tooltip();

    MainMenu(ActionRegistry actions, Texts texts, Consumer<Action> run) {
        this.actions = actions;
        this.texts = texts;
        this.run = run;
        setId("menu");
        setGraphic(Icon.MENU.node());
        setAccessibleText(texts.get("shell.menu.button"));
        setFocusTraversable(false);
        setTooltip(keys);
        setOnShowing(_ -> fill());
        keysChanged();
    }

    /// Says which keys there are now.
    void keysChanged() {
        keys.setText(texts.keyed(texts.get("shell.menu.button") + "   <<shell.menu>>"));
    }

    private void fill() {
        List<Action> all = actions.named();
        getItems().setAll(MenuPart.TOP.stream().map(part -> menu(part, all)).toList());
    }

    private Menu menu(MenuPart part, List<Action> all) {
        Menu menu = new Menu(texts.get("shell.menu." + part.name()));
        menu.setMnemonicParsing(false);
        menu.setId("menu-" + part.name());
        for (MenuPart.Entry entry : part.entries()) {
            switch (entry) {
                case MenuPart.Entry.Line _ -> menu.getItems().add(new SeparatorMenuItem());
                case MenuPart.Entry.Part(MenuPart within) -> {
                    Menu below = menu(within, all);
                    if (!below.getItems().isEmpty()) {
                        menu.getItems().add(below);
                    }
                }
                default -> menu.getItems().addAll(items(entry, all));
            }
        }
        return menu;
    }

    private List<MenuItem> items(MenuPart.Entry entry, List<Action> all) {
        return MenuPart.actions(entry, all).stream()
                .<MenuItem>map(action -> new ActionItem(action, texts, run))
                .toList();
    }
}
