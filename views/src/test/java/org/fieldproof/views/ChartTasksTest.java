package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.scene.control.TableView;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.command.Command;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.control.TimeSeriesPlot;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The charts of Latency and Buffers, by keys. Harm if it breaks: who cannot see a colour, or has
/// no mouse, learns less than others.
final class ChartTasksTest {

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    private void open(PerspectiveId id) {
        console.workspace.openSample();
        console.live(30);
        console.onWindow(window -> window.show(id));
        console.live(1);
    }

    @Test
    void aCellOfTheHeatMapIsWalkedToAndSaysHowMany() {
        open(PerspectiveId.LATENCY);
        console.space("#latency-mode-heat");
        assertThat(console.texts()).anyMatch(text -> text.contains("samples, counted in columns"));
        console.focus("#latency-heat");
        console.press(KeyCode.LEFT);
        assertThat(console.texts())
                .anyMatch(text -> text.matches("\\d\\d:\\d\\d:\\d\\d, .* ms: \\d+ of 300 records"));
        console.press(KeyCode.UP);
        console.press(KeyCode.LEFT);
        assertThat(console.texts()).anyMatch(text -> text.endsWith("of 300 records"));
        console.press(KeyCode.ESCAPE);
        assertThat(console.texts()).noneMatch(text -> text.endsWith("of 300 records"));
    }

    @Test
    void eachChartOfLatencyIsATableToo() {
        open(PerspectiveId.LATENCY);
        console.space("#latency-mode-heat");
        console.space("#latency-table-button");
        assertThat(console.rows("#latency-sheet")).anyMatch(row -> row.contains("300"));
        console.space("#latency-mode-way");
        assertThat(console.rows("#latency-sheet")).hasSize(5);
        console.space("#latency-mode-lines");
        assertThat(console.rows("#latency-sheet").getFirst()).contains(" ms");
    }

    /// Harm: whoever reports on an outage copies figures off a picture.
    @Test
    void theBacklogOfADrillAndOfItsEvidenceIsATableAndAFileToo() {
        console.workspace.openSample();
        console.live(5);
        console.onWindow(window -> window.show(PerspectiveId.DRILLS));
        console.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "test", null));
        console.live(20);
        backlog("drill-backlog", "disk buffer", "RECORDS HELD");
        assertThat(console.there("#drill-timeline").getAccessibleText())
                .matches(".*: over, .*: now, for .*: ahead.*");
        console.live(75);
        console.onWindow(window -> window.show(PerspectiveId.EVIDENCE));
        console.live(2);
        backlog("evidence-backlog", "records held on disk", "records held on disk");
    }

    private void backlog(String name, String line, String title) {
        console.space("#" + name + "-table-button");
        assertThat(console.rows("#" + name + "-sheet")).hasSizeGreaterThan(5);
        console.space("#" + name + "-table-button");
        assertThat(console.exported(name, "csv"))
                .startsWith("time,chart,value\n")
                .contains("," + line + ",");
        assertThat(console.exported(name, "svg")).contains("<polyline", title);
        assertThat(console.exported(name, "png")).contains("PNG");
    }

    @Test
    void aDestinationThatGetsNothingHasNoBar() {
        console.workspace.openSample();
        console.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "test", null));
        console.live(20);
        console.onWindow(window -> window.show(PerspectiveId.LATENCY));
        TableView<?> table = (TableView<?>) console.there("#latency-table");
        Console.onFx(
                () -> {
                    table.getSelectionModel().clearAndSelect(5);
                    return true;
                });
        console.space("#latency-mode-way");
        console.space("#latency-table-button");
        assertThat(console.texts()).contains("The way to upstream");
        assertThat(console.rows("#latency-sheet").get(2)).contains("–");
    }

    @Test
    void whatIsSeenOfLatencyIsWritten() {
        open(PerspectiveId.LATENCY);
        console.space("#latency-mode-heat");
        assertThat(console.exported("latency", "csv")).startsWith("time,seconds,hop,lane,from_ms");
        assertThat(console.exported("latency", "svg")).contains("<rect", "</svg>");
        console.space("#latency-mode-way");
        assertThat(console.exported("latency", "csv")).startsWith("hop,records,p50_ms");
        assertThat(console.exported("latency", "svg")).contains("accepted");
        console.space("#latency-mode-lines");
        assertThat(console.exported("latency", "csv")).contains("INTAKE_TO_DURABLE,,p50,");
        assertThat(console.exported("latency", "png")).contains("PNG");
        assertThat(console.exported("latency", "svg"))
                .as("its name, and what its lines are")
                .contains(">offered", "p50 solid");
    }

    @Test
    void theChartsOfBuffersAreATableAndFiles() {
        open(PerspectiveId.BUFFERS);
        assertThat(console.exported("buffers", "csv")).startsWith("time,chart,value\n20");
        assertThat(console.exported("buffers", "svg")).contains("<polyline", "fdatasync p99");
        console.space("#buffers-table-button");
        assertThat(console.rows("#buffers-sheet")).hasSizeGreaterThan(30);
        console.space("#buffers-table-button");
        assertThat(console.node("#buffers-sheet")).isNull();
    }

    /// Harm: whoever compares two charts measures their pictures with a ruler.
    @Test
    void aMomentPointedAtInOneChartIsMarkedAndNamedInAllInSight() {
        open(PerspectiveId.BUFFERS);
        // Until there is something to read where the pointer comes to be: in the middle.
        console.live(240);
        List<TimeSeriesPlot> plots =
                Console.onFx(
                        () ->
                                console.window.scene().getRoot().lookupAll("*").stream()
                                        .filter(TimeSeriesPlot.class::isInstance)
                                        .map(TimeSeriesPlot.class::cast)
                                        .filter(plot -> plot.getWidth() > 0)
                                        .toList());
        assertThat(plots).hasSizeGreaterThan(2);
        assertThat(Console.onFx(plots.get(1)::reading)).isEmpty();
        console.click(plots.getFirst());
        List<String> read =
                Console.onFx(() -> plots.stream().map(TimeSeriesPlot::reading).toList());
        String time = read.getFirst().substring(0, "10:42:17".length());
        assertThat(time).matches("\\d\\d:\\d\\d:\\d\\d");
        assertThat(read).allMatch(text -> text.startsWith(time + "  ")).doesNotHaveDuplicates();
        console.live(1);
        assertThat(Console.onFx(plots.get(1)::reading))
                .as("the axis moves on below it")
                .isNotEmpty()
                .doesNotStartWith(time);
        console.click("#buffers-filter");
        assertThat(Console.onFx(plots.get(1)::reading)).isEmpty();
    }

    /// Harm: an empty file, because the chart was only ever looked at as a table.
    @Test
    void aChartThatWasNeverOnTheScreenIsDrawnIntoAFile() {
        open(PerspectiveId.LATENCY);
        console.space("#latency-table-button");
        console.space("#latency-mode-heat");
        assertThat(console.exported("latency", "svg"))
                .contains("width=\"640\" height=\"190\"")
                .contains("<text");
        assertThat(console.exported("latency", "csv"))
                .as("second by second")
                .contains("Z,1,INTAKE");
    }

    /// Harm: a picture without colours, or of nothing; it is kept below `target` to be looked at.
    @Test
    void picturesOfChartsHoldWhatIsDrawn() throws Exception {
        open(PerspectiveId.LATENCY);
        for (String mode : List.of("lines", "heat", "way")) {
            console.space("#latency-mode-" + mode);
            looked("latency-" + mode, console.exported("latency", "png"));
        }
        console.onWindow(window -> window.show(PerspectiveId.BUFFERS));
        console.live(1);
        looked("buffers", console.exported("buffers", "png"));
    }

    private static void looked(String name, String png) throws IOException {
        Path file = Path.of("target", "charts", name + ".png");
        Files.createDirectories(file.getParent());
        Files.write(file, png.getBytes(StandardCharsets.ISO_8859_1));
        Image image = new Image(new ByteArrayInputStream(Files.readAllBytes(file)));
        assertThat(image.getWidth()).as(name).isGreaterThanOrEqualTo(640);
        assertThat(image.getHeight()).as(name).isGreaterThanOrEqualTo(150);
        Set<Integer> colours = new HashSet<>();
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                colours.add(image.getPixelReader().getArgb(x, y));
            }
        }
        assertThat(colours).as(name).hasSizeGreaterThan(8);
    }
}
