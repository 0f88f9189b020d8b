package org.fieldproof.views;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import javafx.scene.input.KeyCode;
import org.fieldproof.styles.Theme;

/// Opens a page called `valves`, which only a console has that [TenthPerspectiveTest] has made, and
/// gives every text in sight of it and of its help.
final class TenthPage implements Callable<List<String>> {
    @Override
    public List<String> call() {
        Console console = new Console(Theme.LIGHT, Locale.ENGLISH);
        try {
            console.workspace.openSample();
            console.live(2);
            console.click("#rail-valves");
            console.live(2);
            List<String> texts = console.texts();
            console.focus("#valves-table");
            console.press(KeyCode.F1);
            texts.addAll(console.texts());
            return texts;
        } finally {
            console.close();
        }
    }
}
