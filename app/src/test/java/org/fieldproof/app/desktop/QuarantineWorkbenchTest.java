package org.fieldproof.app.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.stage.Stage;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.command.Outcome.QuarantinedRecord;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.robot.Toolkit;
import org.fieldproof.testkit.Await;
import org.fieldproof.views.ConsoleWindow;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The console's workbench on a real gateway whose pipeline refuses everything it is sent. Harm if
/// it breaks: the buttons say that a record was mended, and it was not.
final class QuarantineWorkbenchTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String DISCARDED = "discard 1 quarantined of local";
    private static final String GOOD = "{\"n\":1,\"bar\":2.5}";
    private static final String PROJECT =
            """
            fieldproof: 1
            name: refusing
            connections:
              - id: devices
                type: mqtt-listener
                host: 127.0.0.1
                port: 0
                tls:
                  identity: installation
                  clientCertificates: required
              - id: plant
                type: simulator
                target: devices
                devices:
                  - id: press-01
                    topic: plant/press-01
                    ratePerSecond: 5
                    payload: '{"n":${n}}'
            pipelines:
              - id: main
                from: [devices]
                transforms:
                  - id: shape
                    type: schema
                    file: shape.schema.json
                to: [local]
            destinations:
              - id: local
                type: h2
            """;
    private static final String SHAPE =
            """
            {"$schema": "https://json-schema.org/draft/2020-12/schema",
             "type": "object", "required": ["n", "bar"]}
            """;

    @TempDir private Path root;

    @BeforeAll
    static void startTheToolkit() throws Exception {
        Toolkit.start();
    }

    @Test
    void aRecordIsMendedRetriedAndDeliveredAndAnotherIsDiscarded() throws Exception {
        Path folder = Files.createDirectories(root.resolve("project"));
        Files.writeString(folder.resolve("project.yaml"), PROJECT);
        Files.writeString(folder.resolve("shape.schema.json"), SHAPE);
        DesktopWorkspace workspace =
                new DesktopWorkspace(
                        new PreferencesFile(root.resolve("config").resolve("preferences")),
                        Optional.of(root.resolve("data")));
        workspace.setPreference("language", Locale.ENGLISH.toLanguageTag());
        ConsoleWindow window =
                onFx(
                        () -> {
                            ConsoleWindow made = new ConsoleWindow(new Stage(), workspace);
                            made.open();
                            return made;
                        });
        try {
            Outcome opened = workspace.open(folder).toCompletableFuture().get(60, TimeUnit.SECONDS);
            assertThat(opened).isInstanceOf(Outcome.Done.class);
            workAt(window, workspace);
        } finally {
            onFx(
                    () -> {
                        window.close();
                        return true;
                    });
            workspace.shutDown();
        }
    }

    private static void workAt(ConsoleWindow window, DesktopWorkspace workspace) throws Exception {
        await("records refused", () -> lane(workspace).quarantinedTotal() >= 5);
        await("the mode", () -> quietly(() -> window.perform("draft.mode").isEmpty()));
        onFx(
                () -> {
                    window.show(PerspectiveId.BUFFERS, "quarantine/");
                    return true;
                });
        await("rows", () -> quietly(() -> table(window).getItems().size() >= 5));
        List<QuarantinedRecord> refused = quarantine(workspace);
        long mended = refused.get(0).record().seq();
        long given = refused.get(1).record().seq();
        select(window, 0);
        press(window, "#quarantine-payload-edit");
        write(window, "#quarantine-payload", GOOD);
        press(window, "#quarantine-payload-keep");
        await("the edit", () -> quarantine(workspace).getFirst().edit() != null);
        await("the edit in sight", () -> quietly(() -> row(window, 0).contains("edited · ")));
        assertThat(quarantine(workspace).getFirst().record().seq()).isEqualTo(mended);
        press(window, "#quarantine-retry");
        await("the delivery", () -> lane(workspace).durableTotal() == 1);
        assertThat(quarantine(workspace)).noneMatch(each -> each.record().seq() == mended);
        await("the row to go", () -> quietly(() -> row(window, 0).contains("id=" + given)));
        select(window, 0);
        press(window, "#quarantine-discard");
        press(window, "#discard-sure");
        assertThat(lane(workspace).droppedTotal()).as("not without the name").isZero();
        write(window, "#discard-name", "local");
        press(window, "#discard-sure");
        await("the discard", () -> lane(workspace).droppedTotal() == 1);
        assertThat(quarantine(workspace)).noneMatch(each -> each.record().seq() == given);
        // The count is seen first, and the line is written by another thread.
        await("the discard audited", () -> audited(workspace).contains(DISCARDED));
        assertThat(audited(workspace))
                .contains(
                        "edit quarantined " + mended + " of local", "retry 1 quarantined of local");
        Outcome passed =
                ask(workspace, new Command.InspectWire(new Command.Wire.OfLane("local"), 200));
        assertThat(((Outcome.WireInspected) passed).records())
                .filteredOn(each -> each.record().seq() == mended)
                .extracting(each -> new String(each.record().payload(), StandardCharsets.UTF_8))
                .contains(GOOD);
        assertThat(lane(workspace).imbalance()).isZero();
    }

    private static List<String> audited(DesktopWorkspace workspace) {
        Outcome read = ask(workspace, new Command.ReadAudit(50));
        return ((Outcome.AuditRead) read).lines().stream().map(Outcome.AuditLine::act).toList();
    }

    private static void await(String what, BooleanSupplier condition) {
        Await.until(LIMIT, condition, what);
    }

    private static LaneSnapshot lane(DesktopWorkspace workspace) {
        return workspace.gateway().orElseThrow().snapshot().lanes().getFirst();
    }

    private static List<QuarantinedRecord> quarantine(DesktopWorkspace workspace) {
        Outcome read = ask(workspace, new Command.ReadQuarantine("local", 1, 500));
        return ((Outcome.QuarantineRead) read).records();
    }

    private static Outcome ask(DesktopWorkspace workspace, Command command) {
        return workspace.gateway().orElseThrow().submit(command).toCompletableFuture().join();
    }

    private static TableView<?> table(ConsoleWindow window) {
        return (TableView<?>) there(window, "#quarantine-table");
    }

    private static String row(ConsoleWindow window, int row) {
        return String.valueOf(table(window).getItems().get(row));
    }

    private static Node there(ConsoleWindow window, String selector) {
        Node node = window.scene().lookup(selector);
        assertThat(node).as(selector).isNotNull();
        return node;
    }

    private static void select(ConsoleWindow window, int row) throws Exception {
        onFx(
                () -> {
                    table(window).getSelectionModel().clearAndSelect(row);
                    window.refresh();
                    return true;
                });
    }

    private static void press(ConsoleWindow window, String selector) throws Exception {
        onFx(
                () -> {
                    ((Button) there(window, selector)).fire();
                    return true;
                });
    }

    private static void write(ConsoleWindow window, String selector, String text) throws Exception {
        onFx(
                () -> {
                    ((TextInputControl) there(window, selector)).setText(text);
                    return true;
                });
    }

    private static boolean quietly(Callable<Boolean> task) {
        try {
            return onFx(task);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T onFx(Callable<T> task) throws Exception {
        return Toolkit.onFx(task);
    }
}
