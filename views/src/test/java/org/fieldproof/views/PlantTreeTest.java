package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.snapshot.DeviceSnapshot.DeviceState;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.fake.FakePlant;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a person does with the plant's tree. Harm if it breaks: in a plant of many halls nobody
/// finds the device that is away.
final class PlantTreeTest {
    private static final String NORTH =
            "site north-works: 5 devices, 1 not connected, 1 silent, oldest last record 4:03, class"
                    + " mixed";
    private static final String HALL_2 =
            "area hall-2: 3 devices, 1 not connected, 1 silent, oldest last record 4:03, class"
                    + " SIM";
    private static final String HALL_10 =
            "area hall-10: 1 device, oldest last record 0:00, class SIM";
    private static final String POWER =
            "area power-house: 1 device, oldest last record 0:00, class LIVE";

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    private static FakePlant plant() {
        return new FakePlant()
                .with("meter-07", "")
                .with("mixer-03", "north-works/hall-2/line-4")
                .with("press-01", "north-works/hall-2/line-4", DeviceState.DISCONNECTED, 243_000)
                .with("pump-02", "north-works/hall-2", DeviceState.STALE, 31_000)
                .with("robot-05", "north-works/hall-10")
                .with(
                        "turbine",
                        "north-works/power-house",
                        DeviceState.CONNECTED,
                        200,
                        DeviceClass.LIVE);
    }

    private void open(FakePlant plant) {
        console.workspace.gateway.standing = plant.devices();
        console.workspace.openSample();
        console.live(2);
        console.onWindow(window -> window.show(PerspectiveId.DEVICES));
        console.live(1);
    }

    /// The whole, then sites with their areas, then what has no location: each with its figures.
    @Test
    void thePlantIsSeenByItsPlaces() {
        open(plant());
        assertThat(tree().isVisible()).as("once anything has a location").isTrue();
        assertThat(lines())
                .containsExactly(
                        "Whole plant: 6 devices, 1 not connected, 1 silent, oldest last record"
                                + " 4:03, class mixed",
                        NORTH,
                        HALL_2,
                        HALL_10,
                        POWER,
                        "Elsewhere: 1 device, oldest last record 0:00, class SIM");
        console.sees("N 1/3");
        assertThat(console.audit()).isEmpty();
    }

    /// Overview, area, device and what is wrong with it: one click.
    @Test
    void oneClickOnAPlaceInTroubleLeadsToItsWorstDevice() {
        open(plant());
        int before = console.clicks();
        click("area hall-2");
        assertThat(console.clicks() - before).isEqualTo(1);
        assertThat(filter())
                .isEqualTo("(location:north-works/hall-2/* or location=north-works/hall-2)");
        assertThat(rows()).isEqualTo(3);
        assertThat(chosen()).isEqualTo("devices/press-01");
        console.sees("It is away.");
        click("area power-house");
        assertThat(rows()).isEqualTo(1);
        assertThat(chosen()).isEqualTo("devices/turbine");
        click("Elsewhere");
        assertThat(chosen()).isEqualTo("devices/meter-07");
        click("Whole plant");
        assertThat(filter()).isEmpty();
        assertThat(rows()).isEqualTo(6);
        assertThat(chosen()).as("of the whole").isEqualTo("devices/press-01");
    }

    /// A click where one has been leads there again; one that opens the place does not.
    @Test
    void theArrowOpensAPlaceAndChoosesNothing() {
        open(plant());
        click("area hall-2");
        RowTable<?> table = (RowTable<?>) console.there("#devices-table");
        console.onWindow(_ -> table.select("devices/pump-02"));
        console.click(arrow("area hall-2"));
        assertThat(lines()).anyMatch(line -> line.startsWith("line line-4"));
        assertThat(chosen()).as("what was looked at").isEqualTo("devices/pump-02");
        console.live(5);
        click("area hall-2");
        assertThat(chosen()).as("again").isEqualTo("devices/press-01");
    }

    /// Harm: a plant of thousands of places makes the console slow; or what is not listed is told
    /// to be found in a way in which it is not.
    @Test
    void ofManyPlacesTheFilterFindsThoseThatAreNotListed() {
        FakePlant plant = new FakePlant();
        for (int i = 0; i < 600; i++) {
            plant.with("d" + i, "north-works/hall-%04d/line-1".formatted(i));
        }
        open(plant);
        TreeView<?> tree = tree();
        assertThat(Console.onFx(tree::getExpandedItemCount)).isEqualTo(503);
        console.onWindow(_ -> tree.scrollTo(502));
        console.live(1);
        assertThat(lines().getLast())
                .isEqualTo("100 more; location:NAME in the filter finds theirs");
        console.press(KeyCode.CONTROL, KeyCode.F);
        console.type("location:hall-0599");
        console.press(KeyCode.ENTER);
        assertThat(rows()).isEqualTo(1);
    }

    /// Harm: with keys alone nobody comes past the line that tells of more.
    @Test
    void keysGoPastTheLineThatTellsOfMore() {
        FakePlant plant = new FakePlant();
        for (int i = 0; i < 600; i++) {
            plant.with("d" + i, "north-works/hall-%04d/line-1".formatted(i));
        }
        plant.with("w", "west-works/hall-1");
        open(plant);
        TreeView<?> tree = tree();
        console.onWindow(
                _ -> {
                    tree.requestFocus();
                    tree.getSelectionModel().select(501);
                });
        console.live(1);
        assertThat(filter()).contains("hall-0499");
        console.press(KeyCode.DOWN);
        console.live(2);
        console.press(KeyCode.DOWN);
        console.live(1);
        assertThat(filter()).contains("west-works");
    }

    /// The same with keys alone.
    @Test
    void theWorstDeviceIsFoundByKeys() {
        open(plant());
        console.focus("#devices-table");
        int before = console.clicks();
        console.press(KeyCode.T);
        assertThat(pane().isVisible()).as("it is closed").isFalse();
        assertThat(console.there("#devices-table").isFocused()).isTrue();
        console.press(KeyCode.T);
        assertThat(tree().isFocused()).isTrue();
        console.press(KeyCode.HOME);
        console.press(KeyCode.DOWN);
        console.press(KeyCode.DOWN);
        assertThat(rows()).isEqualTo(3);
        console.press(KeyCode.RIGHT);
        console.press(KeyCode.DOWN);
        assertThat(filter())
                .isEqualTo(
                        "(location:north-works/hall-2/line-4/*"
                                + " or location=north-works/hall-2/line-4)");
        console.press(KeyCode.ENTER);
        assertThat(console.there("#devices-table").isFocused()).isTrue();
        assertThat(chosen()).isEqualTo("devices/press-01");
        assertThat(console.clicks()).isEqualTo(before);
    }

    /// What is chosen is what the filter says, also where somebody else has written it.
    @Test
    void whatIsChosenIsWhatTheFilterSays() {
        open(plant());
        click("area hall-10");
        console.press(KeyCode.CONTROL, KeyCode.F);
        console.press(KeyCode.ESCAPE);
        assertThat(line()).startsWith("Whole plant");
        console.type("press");
        assertThat(tree().getSelectionModel().isEmpty()).as("no place says that").isTrue();
        console.press(KeyCode.ESCAPE);
        console.type("location=\"\"");
        console.press(KeyCode.ENTER);
        assertThat(line()).startsWith("Elsewhere");
        assertThat(rows()).isEqualTo(1);
    }

    /// Figures go on; what is chosen, open and under the pointer stays.
    @Test
    void nothingMovesWhileSomebodyPoints() {
        open(plant());
        click("area hall-10");
        console.workspace.gateway.standing =
                plant().with("crane", "north-works/hall-1").with("x", "annex").devices();
        beat();
        assertThat(lines()).as("pointed at").hasSize(6).anyMatch(l -> l.contains("8 devices"));
        assertThat(line()).startsWith("area hall-10");
        console.live(5);
        assertThat(lines()).hasSize(8);
        assertThat(lines().get(1)).startsWith("site annex");
        assertThat(lines().get(3)).startsWith("area hall-1:");
        assertThat(line()).startsWith("area hall-10");
        assertThat(filter()).contains("hall-10");
        console.workspace.gateway.standing = new FakePlant().with("x", "annex").devices();
        console.live(5);
        assertThat(lines()).hasSize(2);
        assertThat(filter()).as("nobody else has changed it").contains("hall-10");
    }

    /// What was opened and closed, and whether it is seen, is there the next time.
    @Test
    void whatIsOpenIsKeptForTheProject() {
        open(plant());
        click("area hall-2");
        console.press(KeyCode.RIGHT);
        assertThat(lines()).anyMatch(line -> line.startsWith("line line-4"));
        console.live(1);
        Console next = new Console(Theme.DARK, Locale.GERMAN, console.workspace);
        next.live(2);
        next.onWindow(window -> window.show(PerspectiveId.DEVICES));
        next.live(1);
        TreeView<?> there = (TreeView<?>) next.there("#devices-tree");
        assertThat(lines(there)).anyMatch(line -> line.startsWith("Linie line-4"));
        assertThat(lines(there).get(there.getSelectionModel().getSelectedIndex()))
                .as("the filter is kept as well")
                .startsWith("Bereich hall-2");
        assertThat(next.audit()).isEmpty();
        next.close();
    }

    /// Looking back, it is the plant of then.
    @Test
    void thePlantOfAMinuteAgoStandsWhereItStood() {
        open(plant());
        console.live(60);
        console.workspace.gateway.standing = new FakePlant().with("x", "annex").devices();
        console.live(5);
        assertThat(lines()).hasSize(2);
        console.press(KeyCode.SHIFT, KeyCode.F9);
        console.press(KeyCode.PAGE_UP);
        console.live(1);
        assertThat(lines()).contains(NORTH).hasSize(6);
        console.press(KeyCode.END);
        console.live(1);
        assertThat(lines()).hasSize(2);
    }

    @Test
    void aFrozenPlantStandsStill() {
        open(plant());
        console.press(KeyCode.F9);
        console.workspace.gateway.standing = new FakePlant().with("x", "annex").devices();
        console.live(5);
        assertThat(lines()).contains(NORTH);
        console.press(KeyCode.F9);
        console.live(5);
        assertThat(lines()).hasSize(2);
    }

    /// A project that does not say where anything stands looks as it did; who opens the tree is
    /// told what makes one.
    @Test
    void withoutLocationsThereIsNoTreeAndARemedy() {
        open(new FakePlant().with("press-01", ""));
        assertThat(pane().isVisible()).isFalse();
        console.click("#devices-tree-button");
        console.live(1);
        assertThat(console.there("#devices-tree-empty").isVisible()).isTrue();
        assertThat(console.texts()).anyMatch(text -> text.contains("Write a location at a"));
        assertThat(console.audit()).isEmpty();
    }

    /// A name, from wherever one is.
    @Test
    void thePaletteLeadsToAnArea() {
        open(plant());
        console.onWindow(window -> window.show(PerspectiveId.PIPELINES));
        console.press(KeyCode.CONTROL, KeyCode.K);
        console.type("line-4");
        console.sees("north-works/hall-2/line-4");
        console.press(KeyCode.ENTER);
        console.live(1);
        assertThat(console.window.shown()).isEqualTo(PerspectiveId.DEVICES);
        assertThat(rows()).isEqualTo(2);
        assertThat(line()).as("opened on the way").startsWith("line line-4");
        assertThat(chosen()).as("as a click there").isEqualTo("devices/press-01");
        console.live(2);
        assertThat(
                        console.workspace.preference(
                                "devices.tree."
                                        + console.workspace.status().project().orElseThrow()))
                .as("nobody has opened it")
                .isEmpty();
    }

    /// Alarms of a place, and no others.
    @Test
    void alarmsAreNarrowedByWhereTheirDevicesStand() {
        console.workspace.gateway.alarms.flood = 3;
        open(devices("north-works/hall-2"));
        console.onWindow(window -> window.show(PerspectiveId.ALARMS));
        console.live(1);
        RowTable<?> table = (RowTable<?>) console.there("#alarms-table");
        int all = Console.onFx(() -> table.getItems().size());
        console.press(KeyCode.CONTROL, KeyCode.F);
        console.type("location:hall-2");
        console.press(KeyCode.ENTER);
        console.live(1);
        int some = Console.onFx(() -> table.getItems().size());
        assertThat(some).isEqualTo(1).isLessThan(all);
        // The same alarms, of devices that have been placed since.
        console.workspace.gateway.standing = devices("north-works/hall-10").devices();
        console.live(5);
        assertThat(Console.onFx(() -> table.getItems().size())).isZero();
        console.workspace.gateway.standing = devices("north-works/hall-2").devices();
        console.live(5);
        assertThat(Console.onFx(() -> table.getItems().size())).isEqualTo(1);
    }

    private static FakePlant devices(String placeOfOne) {
        FakePlant devices = new FakePlant();
        for (int i = 0; i < 6; i++) {
            devices.with("d" + i, i == 1 ? placeOfOne : "north-works/hall-10");
        }
        return devices;
    }

    @Test
    void itLooksAsItShall() {
        open(plant());
        console.picture("devices-plant-light");
        click("area hall-2");
        console.press(KeyCode.RIGHT);
        console.live(1);
        console.picture("devices-plant-hall-light");
    }

    @Test
    void itLooksAsItShallInGermanAndDark() {
        Console other = new Console(Theme.DARK, Locale.GERMAN, console.workspace);
        other.workspace.gateway.standing = plant().devices();
        other.workspace.openSample();
        other.live(2);
        other.onWindow(window -> window.show(PerspectiveId.DEVICES));
        other.live(1);
        other.picture("devices-plant-dark-de");
        assertThat(other.audit()).isEmpty();
        other.close();
    }

    private void click(String place) {
        TreeView<?> tree = tree();
        console.click(
                Console.onFx(
                        () ->
                                tree.lookupAll(".tree-cell").stream()
                                        .filter(each -> names(each, place))
                                        .findFirst()
                                        .orElseThrow()));
    }

    private Node arrow(String place) {
        TreeView<?> tree = tree();
        return Console.onFx(
                () ->
                        tree.lookupAll(".tree-cell").stream()
                                .filter(each -> names(each, place))
                                .findFirst()
                                .orElseThrow()
                                .lookup(".tree-disclosure-node"));
    }

    private static boolean names(Node cell, String place) {
        return cell.getAccessibleText() != null && cell.getAccessibleText().startsWith(place + ":");
    }

    /// Too short for the pointer to be forgotten.
    private void beat() {
        console.workspace.clock.advanceMillis(600);
        console.onWindow(ConsoleWindow::refresh);
    }

    private List<String> lines() {
        return lines(tree());
    }

    /// The lines that are seen, from above, as a screen reader says them.
    private static List<String> lines(TreeView<?> tree) {
        return Console.onFx(
                () -> {
                    tree.applyCss();
                    tree.layout();
                    Map<Integer, String> lines = new TreeMap<>();
                    for (Node node : tree.lookupAll(".tree-cell")) {
                        if (node instanceof TreeCell<?> cell && !cell.isEmpty()) {
                            lines.put(cell.getIndex(), cell.getAccessibleText());
                        }
                    }
                    return List.copyOf(lines.values());
                });
    }

    private String line() {
        return lines().get(tree().getSelectionModel().getSelectedIndex());
    }

    private TreeView<?> tree() {
        return (TreeView<?>) console.there("#devices-tree");
    }

    private Node pane() {
        return tree().getParent();
    }

    private String filter() {
        return ((TextField) console.there("#devices-filter")).getText();
    }

    private int rows() {
        RowTable<?> table = (RowTable<?>) console.there("#devices-table");
        return Console.onFx(() -> table.getItems().size());
    }

    private String chosen() {
        RowTable<?> table = (RowTable<?>) console.there("#devices-table");
        return Console.onFx(table::selectedId).orElse("");
    }
}
