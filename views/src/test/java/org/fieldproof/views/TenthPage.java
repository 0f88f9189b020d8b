package org.fieldproof.views;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import javafx.scene.input.KeyCode;
import org.fieldproof.styles.Theme;

/// Opens a page called `valves`, which only a console has that [TenthPerspectiveTest] has made, and
/// prints every text in sight of it and of its help.
final class TenthPage {
    private TenthPage() {}

    public static void main(String[] none) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Console console = new Console(Theme.LIGHT, Locale.ENGLISH);
        console.workspace.openSample();
        console.live(2);
        console.click("#rail-valves");
        console.live(2);
        List<String> texts = console.texts();
        console.focus("#valves-table");
        console.press(KeyCode.F1);
        texts.addAll(console.texts());
        texts.forEach(out::println);
        console.close();
        Runtime.getRuntime().halt(0);
    }
}
