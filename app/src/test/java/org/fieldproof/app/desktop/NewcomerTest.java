package org.fieldproof.app.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.app.it.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Tried as a new user would, from an empty screen: three protocols through a transform into two
/// stores, applied, watched, edited while it runs, undone, redone and reverted, by mouse and keys
/// at the real window. Harm if it breaks: it can be built, but records are lost while somebody
/// edits.
final class NewcomerTest {
    private static final int CLICKS_MAX = 73;
    private static final int MORE = 500;
    private static final String ADDRESS = "transforms-0-address";
    private static final Set<LaneState> WORKING =
            EnumSet.of(LaneState.IN_STEP, LaneState.LAGGING, LaneState.REPLAYING, LaneState.PAUSED);
    private static final Pattern THUMBPRINT = Pattern.compile("\\b[0-9a-f]{64}\\b");

    @TempDir private Path root;

    @Test
    @Timeout(600)
    void fromAnEmptyScreenToWhatRunsAndIsChangedWithoutALoss() throws Exception {
        long began = System.nanoTime();
        DesktopWorkspace workspace =
                new DesktopWorkspace(
                        new PreferencesFile(root.resolve("config").resolve("preferences")),
                        Optional.of(root.resolve("data")),
                        root.resolve("projects"));
        Map<String, Integer> ledger;
        Map<String, Integer> warehouse;
        try (NewcomersPlant plant = new NewcomersPlant(root.resolve("plant"));
                Newcomer hand = new Newcomer(workspace)) {
            draws(hand, plant);
            hand.apply(() -> live(workspace), "three sources and two stores");
            int clicksToLive = hand.clicks();
            double secondsToLive = secondsSince(began);
            plant.publish();
            plant.goesOn(MORE);
            watches(hand);
            edits(hand, plant, workspace);
            reverts(hand, plant, workspace);
            plant.endPublishing();
            hand.until(() -> lanes(workspace).stream().allMatch(NewcomerTest::isEmpty), "all out");
            System.out.printf(
                    "NewcomerTest: live after %d clicks and %.0f s; all after %d and %.0f s, %d records"
                            + " of the ledger%n",
                    clicksToLive, secondsToLive, hand.clicks(), secondsSince(began), plant.acked());
            assertThat(hand.clicks()).isLessThanOrEqualTo(CLICKS_MAX);
            assertThat(Stores.newestFirstLevel(plant.postgresUrl()))
                    .as("what the first revision calls them, which runs again")
                    .isEqualTo("line-7");
            ledger = plant.ledger();
            warehouse = Stores.payloads(plant.postgresUrl());
            assertThat(Stores.firstLevels(plant.postgresUrl()))
                    .as("what the transform called them, before the edit and after it")
                    .containsExactlyInAnyOrder("line-7", "line-8");
        } finally {
            workspace.shutDown();
        }
        Map<String, Integer> local = Stores.payloads(Stores.h2Url(root.resolve("data")));
        for (Map<String, Integer> store : List.of(warehouse, local)) {
            assertThat(ledger.keySet().stream().filter(each -> store.getOrDefault(each, 0) != 1))
                    .as("what was acknowledged, once each")
                    .isEmpty();
        }
        assertThat(warehouse.keySet().stream().filter(each -> lacks(local, warehouse, each)))
                .as("the machines' values as well; they went on until the end")
                .isEmpty();
        assertThat(warehouse.size() - ledger.size()).as("there were some").isGreaterThan(10);
    }

    private static boolean lacks(
            Map<String, Integer> later, Map<String, Integer> earlier, String payload) {
        return later.getOrDefault(payload, 0) < earlier.getOrDefault(payload, 0);
    }

    private static void draws(Newcomer hand, NewcomersPlant plant) throws Exception {
        hand.act("#new-project");
        hand.type("press line");
        hand.act("#new-project-make");
        hand.until(() -> hand.node("#draft-empty") != null, "an empty project");
        hand.add("mqtt-l");
        hand.fill("port", String.valueOf(plant.mqttPort()));
        hand.add("opcua");
        hand.fill("url", "opc.tcp://127.0.0.1:" + plant.opcUaPort());
        picksTags(hand, plant);
        hand.add("modbus");
        hand.fill("host", "127.0.0.1");
        hand.fill("port", String.valueOf(plant.modbusPort()));
        tag(hand, 0, "pressure", "40001", "uint16");
        tag(hand, 1, "flow", "40003", "float32:CDAB");
        hand.add("h2");
        hand.add("postgresql");
        hand.fill("host", "127.0.0.1");
        hand.fill("port", String.valueOf(plant.postgresPort()));
        hand.fill("database", "postgres");
        hand.fill("user", "postgres");
        hand.wire("connection-mqtt-listener", "destination-h2");
        hand.wire("connection-opcua", "pipeline-mqtt-listener");
        hand.wire("connection-modbus", "pipeline-mqtt-listener");
        hand.wire("pipeline-mqtt-listener", "destination-postgresql");
        hand.act("#draft-pipeline-mqtt-listener");
        hand.scrollTo("#transform-add");
        hand.act("#transform-add");
        hand.scrollTo("#kind-rename");
        hand.act("#kind-rename");
        hand.fill(ADDRESS, "line-7/{address}");
    }

    private static void tag(Newcomer hand, int at, String name, String address, String type) {
        hand.scrollTo("#add-tagList");
        hand.act("#add-tagList");
        hand.fill("tagList-" + at + "-name", name);
        hand.fill("tagList-" + at + "-address", address);
        hand.fill("tagList-" + at + "-type", type);
    }

    /// The server is believed after a look at its thumbprint, then it has to believe us.
    private static void picksTags(Newcomer hand, NewcomersPlant plant) throws Exception {
        hand.scrollTo("#draft-pick-tags");
        hand.act("#draft-pick-tags");
        hand.act("#tag-picker-believe");
        hand.sees(text -> text.contains("OPC-0214"), "the server knows us not");
        plant.letIn(ours(hand.texts()));
        hand.act("#tag-picker-again");
        hand.chooseLine("#tag-tree", "Fieldproof");
        hand.press(KeyCode.RIGHT);
        for (String tag : List.of("Turbine.Speed", "Turbine.Running")) {
            hand.chooseLine("#tag-tree", tag);
            hand.press(KeyCode.SPACE);
        }
        hand.act("#tag-picker-add");
    }

    private static String ours(List<String> texts) {
        return texts.stream()
                .map(THUMBPRINT::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no thumbprint of ours in " + texts));
    }

    /// Live values of all three, and what a wire has carried last.
    private static void watches(Newcomer hand) {
        hand.act("#rail-live");
        for (String address : List.of("plant/press-01", "Turbine.Speed", "modbus/flow")) {
            hand.sees(text -> text.contains(address), address + " among live values");
        }
        hand.act("#rail-pipelines");
        hand.act("#draft-mode");
        hand.act("#node-lane-postgresql");
        hand.press(KeyCode.W);
        hand.sees(text -> text.contains("plant/press-0"), "what the wire has carried");
    }

    /// A new name for the line and one more tag, each applied while the devices publish.
    private static void edits(Newcomer hand, NewcomersPlant plant, DesktopWorkspace workspace) {
        hand.press(KeyCode.CONTROL, KeyCode.E);
        openTransform(hand);
        hand.fill(ADDRESS, "line-8/{address}");
        hand.act("#draft-pipeline-mqtt-listener");
        hand.press(KeyCode.CONTROL, KeyCode.Z);
        hand.until(() -> hand.field(ADDRESS).equals("line-7/{address}"), "undone");
        hand.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
        hand.until(() -> hand.field(ADDRESS).equals("line-8/{address}"), "redone");
        applyWhileRunning(hand, plant, workspace);
        hand.act("#draft-connection-modbus");
        tag(hand, 2, "burner", "co0", "bool");
        applyWhileRunning(hand, plant, workspace);
        hand.act("#rail-live");
        hand.sees(text -> text.equals("modbus/burner"), "the new tag");
        hand.act("#rail-pipelines");
    }

    /// A transform that was open when its pipeline was last shown still is.
    private static void openTransform(Newcomer hand) {
        hand.act("#draft-pipeline-mqtt-listener");
        if (hand.node("#field-" + ADDRESS) == null) {
            hand.scrollTo("#transform-0");
            hand.act("#transform-0");
        }
    }

    /// The first revision is taken back, reviewed and applied like any draft, while a store is held
    /// back and its records stand on disk.
    private static void reverts(Newcomer hand, NewcomersPlant plant, DesktopWorkspace workspace) {
        hand.act("#rail-buffers");
        hand.act("#buffers-pause");
        hand.until(() -> buffered(workspace) >= MORE, "a backlog on disk");
        hand.act("#rail-pipelines");
        hand.press(KeyCode.CONTROL, KeyCode.K);
        hand.type("take back a revision");
        hand.enter();
        hand.act("#revision-2");
        openTransform(hand);
        hand.until(() -> hand.field(ADDRESS).equals("line-7/{address}"), "the first that ran");
        applyWhileRunning(hand, plant, workspace);
        assertThat(buffered(workspace)).as("held back still").isGreaterThan(MORE);
        hand.act("#rail-buffers");
        hand.act("#buffers-pause");
    }

    private static long buffered(DesktopWorkspace workspace) {
        return lanes(workspace).stream().mapToLong(LaneSnapshot::bufferRecords).sum();
    }

    private static void applyWhileRunning(
            Newcomer hand, NewcomersPlant plant, DesktopWorkspace workspace) {
        String before = picture(workspace).contentHash();
        hand.apply(
                () -> !picture(workspace).contentHash().equals(before) && live(workspace),
                "the new revision");
        plant.goesOn(MORE);
        assertThat(lanes(workspace)).allMatch(lane -> lane.imbalance() == 0, "accounting identity");
    }

    private static GatewaySnapshot picture(DesktopWorkspace workspace) {
        return workspace.gateway().orElseThrow().snapshot();
    }

    private static List<LaneSnapshot> lanes(DesktopWorkspace workspace) {
        return picture(workspace).lanes();
    }

    private static boolean live(DesktopWorkspace workspace) {
        return workspace.gateway().isPresent()
                && picture(workspace).connections().size() == 3
                && picture(workspace).connections().stream()
                        .allMatch(each -> each.state() == ConnectorState.UP)
                && lanes(workspace).size() == 2
                && lanes(workspace).stream().allMatch(each -> WORKING.contains(each.state()));
    }

    /// Nothing is under way, and nothing went another way.
    private static boolean isEmpty(LaneSnapshot lane) {
        return lane.inFlight() + lane.queued() + lane.bufferRecords() == 0
                && lane.quarantinedTotal() + lane.droppedTotal() + lane.imbalance() == 0;
    }

    private static double secondsSince(long began) {
        return Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0;
    }
}
