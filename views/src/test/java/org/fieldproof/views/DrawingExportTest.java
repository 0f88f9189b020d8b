package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.fieldproof.api.draft.DraftLayout.PartGroup;
import org.fieldproof.api.draft.DraftLayout.StickyNote;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.Section;
import org.fieldproof.styles.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/// The canvas as a picture for somebody who has no console. Harm if it breaks: a drawing in a
/// report lacks what was not in sight, or is that of another moment.
final class DrawingExportTest {
    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    private void open() {
        console.workspace.openSample();
        console.live(3);
    }

    /// What a person gets who chooses an entry of the menu.
    private byte[] exported(String kind) {
        Path file = Path.of("drawing." + kind);
        console.prompt.next = Optional.of(file);
        console.onWindow(
                window ->
                        ((MenuButton) window.scene().lookup("#pipelines-export"))
                                .getItems().stream()
                                        .filter(
                                                item ->
                                                        ("pipelines-export-" + kind)
                                                                .equals(item.getId()))
                                        .forEach(MenuItem::fire));
        return Optional.ofNullable(console.workspace.saved.get(file)).orElseThrow();
    }

    private static List<String> all(Document drawing, String tag) {
        NodeList found = drawing.getElementsByTagName(tag);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent());
        }
        return texts;
    }

    private Document drawing() throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(exported("svg")));
    }

    @Test
    void allThatRunsIsInTheDrawingWhateverIsInSight() throws Exception {
        open();
        for (int i = 0; i < 6; i++) {
            console.click("#pipelines-closer");
        }
        console.live(1);
        Document drawing = drawing();
        assertThat(all(drawing, "text"))
                .contains("Log", "Broker upstream", "H2 local", "300/s")
                .anyMatch(each -> each.startsWith("press-01"));
        assertThat(all(drawing, "path")).as("wires").hasSizeGreaterThan(6);
    }

    @Test
    void theDraftIsDrawnWithItsFramesAndNotes() throws Exception {
        open();
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.edit(
                "drawn",
                draft ->
                        draft.withLayout(
                                draft.layout()
                                        .withNote(
                                                new StickyNote(
                                                        "note-1",
                                                        "Ask Jo about <this>",
                                                        -400,
                                                        -300,
                                                        180,
                                                        90))
                                        .withGroup(
                                                new PartGroup(
                                                        "g-1",
                                                        "Hall 2",
                                                        Set.of(
                                                                new PartRef(
                                                                        Section.DESTINATIONS,
                                                                        "local"))))));
        console.live(1);
        assertThat(all(drawing(), "text"))
                .contains("Ask Jo about <this>", "Hall 2", "Local database");
    }

    @Test
    void thePictureHasTheColoursOfTheTheme() throws Exception {
        console.onWindow(window -> window.setTheme(Theme.DARK));
        open();
        byte[] png = exported("png");
        if (System.getProperty("looks") != null) {
            Files.createDirectories(Path.of("target/looks"));
            Files.write(Path.of("target/looks/drawing-export.png"), png);
        }
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(picture.getWidth()).isGreaterThan(1_000);
        assertThat(picture.getRGB(2, 2) & 0xff).as("a dark ground").isLessThan(0x40);
        assertThat(
                        IntStream.range(0, picture.getWidth() * picture.getHeight())
                                .map(
                                        i ->
                                                picture.getRGB(
                                                        i % picture.getWidth(),
                                                        i / picture.getWidth()))
                                .distinct()
                                .count())
                .as("cards, wires and letters")
                .isGreaterThan(20);
    }

    @Test
    void theTableHasItsOwn() {
        open();
        console.click("#pipelines-table-button");
        console.live(1);
        assertThat(console.there("#pipelines-export").isVisible()).isFalse();
    }
}
