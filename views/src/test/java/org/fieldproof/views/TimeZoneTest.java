package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Stream;
import javafx.scene.Node;
import org.fieldproof.api.command.Command;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: an alarm of two in the morning is looked for in the log of seven.
final class TimeZoneTest {
    private static final TimeZone HERE = TimeZone.getDefault();

    private Console console;

    @BeforeEach
    void open() {
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
        console = new Console(Theme.LIGHT, Locale.ENGLISH);
        console.workspace.openSample();
        console.live(2);
    }

    @AfterEach
    void close() {
        console.close();
        TimeZone.setDefault(HERE);
    }

    private void choose(String id) {
        console.onWindow(window -> window.show(PerspectiveId.SETTINGS));
        console.live(1);
        console.click(id);
        console.live(1);
    }

    @Test
    void timesAreOfUtcUntilAPersonWantsThoseOfThisMachineEverywhere() {
        assertThat(console.texts()).contains("UTC").anyMatch(each -> each.startsWith("10:41:"));
        choose("#time-local");
        assertThat(console.window.shown()).isEqualTo(PerspectiveId.SETTINGS);
        assertThat(console.texts()).contains("local").anyMatch(each -> each.startsWith("16:11:"));
        console.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "t", null));
        console.live(20);
        console.onWindow(window -> window.show(PerspectiveId.ALARMS));
        console.live(1);
        assertThat(console.texts())
                .contains("since local", "time local")
                .noneMatch(each -> each.contains("UTC") || each.startsWith("10:41:"));
        console.onWindow(window -> window.show(PerspectiveId.LIVE));
        console.live(1);
        assertThat(console.texts())
                .anyMatch(each -> each.startsWith("16:11:"))
                .noneMatch(each -> each.startsWith("10:41:"));
        Console again = new Console(Theme.LIGHT, Locale.ENGLISH, console.workspace);
        again.live(1);
        assertThat(again.texts()).as("it is kept").contains("local").doesNotContain("UTC");
        again.close();
        choose("#time-utc");
        assertThat(console.texts()).contains("UTC").noneMatch(each -> each.startsWith("16:11:"));
    }

    /// Harm: a page that writes its times by itself stays with UTC.
    @Test
    void nothingElseWritesTimes() throws IOException {
        Set<String> may = Set.of("Figures.java", "Texts.java", "ConsoleWindow.java", "Desk.java");
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            List<Path> zoned =
                    sources.filter(file -> file.toString().endsWith(".java"))
                            .filter(TimeZoneTest::namesAZone)
                            .toList();
            assertThat(zoned.stream().map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(may);
        }
    }

    private static boolean namesAZone(Path file) {
        try {
            String text = Files.readString(file);
            return text.contains("ZoneOffset") || text.contains("ZoneId");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void aSettingThatIsLedToIsInSight() {
        console.onWindow(window -> window.setScale(2.0));
        console.onWindow(window -> window.show(PerspectiveId.SETTINGS, "setting/about"));
        console.live(1);
        Node about = console.there("#setting-about");
        double top = Console.onFx(() -> about.localToScene(0, 0).getY());
        assertThat(top).isBetween(0.0, 800.0);
    }
}
