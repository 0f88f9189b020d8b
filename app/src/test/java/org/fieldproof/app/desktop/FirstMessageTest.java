package org.fieldproof.app.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.stage.Stage;

import org.fieldproof.api.command.Outcome;
import org.fieldproof.app.it.Mosquitto;
import org.fieldproof.testkit.Await;
import org.fieldproof.views.ConsoleWindow;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// U-04: an MQTT source is added in the console and its first message seen, with a broker that
/// other people wrote and the real engine. A press of the mouse or Enter is a click; typing and the
/// other keys are none. Harm if it breaks: a newcomer gives up before anything has come.
final class FirstMessageTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int CLICKS_MAX = 5;
    private static final long BUDGET_MILLIS = 30_000;
    private static final String PROJECT =
            """
            fieldproof: 1
            name: first
            connections:
              - {id: devices, type: mqtt-listener, host: 127.0.0.1, port: 0,
                 tls: {identity: installation, clientCertificates: required}}
            pipelines:
              - {id: main, from: [devices], to: [local]}
            destinations:
              - {id: local, type: h2}
            """;

    @TempDir private Path root;

    private int clicks;

    @BeforeAll
    static void startTheToolkit() throws Exception {
        Toolkit.start();
    }

    @Test
    void u04AnMqttSourceIsAddedAndItsFirstMessageSeenInFiveClicks() throws Exception {
        Assumptions.assumeTrue(Mosquitto.present(), "mosquitto is not installed");
        Path folder = Files.createDirectories(root.resolve("project"));
        Files.writeString(folder.resolve("project.yaml"), PROJECT);
        DesktopWorkspace workspace =
                new DesktopWorkspace(
                        new PreferencesFile(root.resolve("config").resolve("preferences")),
                        Optional.of(root.resolve("data")));
        workspace.setPreference("language", Locale.ENGLISH.toLanguageTag());
        ConsoleWindow window =
                Toolkit.onFx(
                        () -> {
                            ConsoleWindow made = new ConsoleWindow(new Stage(), workspace);
                            made.open();
                            return made;
                        });
        try (Mosquitto broker = Mosquitto.start(root)) {
            broker.retain("hall-7/press/bar", "21.4");
            Outcome opened = workspace.open(folder).toCompletableFuture().get(60, TimeUnit.SECONDS);
            assertThat(opened).isInstanceOf(Outcome.Done.class);
            await("the mode", () -> quietly(() -> window.perform("draft.mode").isEmpty()));
            long startedNanos = System.nanoTime();
            firstMessage(window, broker.port());
            long tookMillis = (System.nanoTime() - startedNanos) / 1_000_000;
            System.out.println("U-04: " + clicks + " clicks, " + tookMillis + " ms");
            assertThat(clicks).isLessThanOrEqualTo(CLICKS_MAX);
            assertThat(tookMillis).isLessThan(BUDGET_MILLIS);
        } finally {
            Toolkit.onFx(
                    () -> {
                        window.close();
                        return true;
                    });
            workspace.shutDown();
        }
    }

    private void firstMessage(ConsoleWindow window, int port) throws Exception {
        press(window, "#part-mqtt-in");
        clickInto(window, "#field-host");
        type(window, "field-host", "127.0.0.1");
        tab(window);
        type(window, "field-port", String.valueOf(port));
        press(window, "#add-subscriptions");
        type(window, "field-subscriptions-0-filter", "hall-7/#");
        press(window, "#review");
        await("the review", () -> quietly(() -> !there(window, "#review-apply").isDisabled()));
        press(window, "#review-apply");
        // Ctrl+3: a key, and no click.
        Toolkit.onFx(
                () -> {
                    window.show(PerspectiveId.LIVE);
                    return true;
                });
        await("the message in sight", () -> seen(window).contains("21.4"));
        assertThat(seen(window)).contains("hall-7/press/bar");
    }

    private static List<String> seen(ConsoleWindow window) {
        try {
            return Toolkit.onFx(() -> live(window));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// What the rows of the table say, as a person reads it.
    private static List<String> live(ConsoleWindow window) {
        window.refresh();
        Node table = window.scene().lookup("#live-table");
        return table == null
                ? List.of()
                : table.lookupAll(".table-cell").stream()
                        .flatMap(cell -> words(cell).stream())
                        .toList();
    }

    private static List<String> words(Node node) {
        List<String> words = new ArrayList<>();
        if (node instanceof Labeled labeled && labeled.getText() != null) {
            words.add(labeled.getText());
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> words.addAll(words(child)));
        }
        return words;
    }

    private void press(ConsoleWindow window, String selector) throws Exception {
        clicks++;
        await(selector, () -> quietly(() -> window.scene().lookup(selector) != null));
        Toolkit.onFx(
                () -> {
                    ((Button) there(window, selector)).fire();
                    return true;
                });
    }

    private void clickInto(ConsoleWindow window, String selector) throws Exception {
        clicks++;
        Toolkit.onFx(
                () -> {
                    there(window, selector).requestFocus();
                    return true;
                });
    }

    /// Into what has the focus, which must be that field: nobody has clicked it.
    private static void type(ConsoleWindow window, String id, String text) throws Exception {
        await(id, () -> quietly(() -> id.equals(focused(window).getId())));
        Toolkit.onFx(
                () -> {
                    ((TextField) focused(window)).setText(text);
                    return true;
                });
    }

    private static void tab(ConsoleWindow window) throws Exception {
        Toolkit.onFx(() -> focused(window).requestFocusTraversal(TraversalDirection.NEXT));
    }

    private static Node focused(ConsoleWindow window) {
        Node owner = window.scene().getFocusOwner();
        return owner == null ? window.scene().getRoot() : owner;
    }

    private static Node there(ConsoleWindow window, String selector) {
        Node node = window.scene().lookup(selector);
        assertThat(node).as(selector).isNotNull();
        return node;
    }

    private static void await(String what, BooleanSupplier condition) {
        Await.until(LIMIT, condition, what);
    }

    private static boolean quietly(Callable<Boolean> task) {
        try {
            return Toolkit.onFx(task);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
