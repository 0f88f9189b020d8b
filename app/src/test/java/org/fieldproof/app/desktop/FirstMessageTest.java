package org.fieldproof.app.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.app.it.Mosquitto;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// U-04: an MQTT source is added in the console and its first message seen, with a broker that
/// other people wrote and the real engine. A press of the mouse or Enter is a click; typing and the
/// other keys are none. Harm if it breaks: a newcomer gives up before anything has come.
final class FirstMessageTest {
    private static final int CLICKS_MAX = 5;
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

    @Test
    void u04AnMqttSourceIsAddedAndItsFirstMessageSeenInFiveClicks() throws Exception {
        Assumptions.assumeTrue(Mosquitto.present(), "mosquitto is not installed");
        Path folder = Files.createDirectories(root.resolve("project"));
        Files.writeString(folder.resolve("project.yaml"), PROJECT);
        DesktopWorkspace workspace =
                new DesktopWorkspace(
                        new PreferencesFile(root.resolve("config").resolve("preferences")),
                        Optional.of(root.resolve("data")));
        try (Mosquitto broker = Mosquitto.start(root);
                Newcomer hand = new Newcomer(workspace)) {
            broker.retain("hall-7/press/bar", "21.4");
            Outcome opened = workspace.open(folder).toCompletableFuture().get(60, TimeUnit.SECONDS);
            assertThat(opened).isInstanceOf(Outcome.Done.class);
            hand.until(() -> hand.node("#node-connection-devices") != null, "the project");
            long beganNanos = System.nanoTime();
            hand.press(KeyCode.CONTROL, KeyCode.E);
            hand.scrollTo("#part-mqtt-in");
            hand.act("#part-mqtt-in");
            hand.scrollTo("#field-host");
            hand.act("#field-host");
            hand.type("127.0.0.1");
            hand.press(KeyCode.TAB);
            hand.type(String.valueOf(broker.port()));
            hand.scrollTo("#add-subscriptions");
            hand.act("#add-subscriptions");
            hand.until(() -> hand.focused().equals("field-subscriptions-0-filter"), "the focus");
            hand.type("hall-7/#");
            hand.act("#review");
            hand.act("#review-apply");
            hand.press(KeyCode.CONTROL, KeyCode.DIGIT3);
            hand.sees(text -> text.equals("hall-7/press/bar"), "whose message it is");
            hand.sees(text -> text.equals("21.4"), "the message");
            long tookMillis = (System.nanoTime() - beganNanos) / 1_000_000;
            System.out.println("U-04: " + hand.clicks() + " clicks, " + tookMillis + " ms");
            assertThat(hand.clicks()).isLessThanOrEqualTo(CLICKS_MAX);
        } finally {
            workspace.shutDown();
        }
    }
}
