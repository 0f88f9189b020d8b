package org.fieldproof.engine.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.project.Location;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.Acceptance;
import org.fieldproof.api.spi.DeviceHandle;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.telemetry.EventRecorder;
import org.fieldproof.engine.telemetry.LatencyRecorder;
import org.fieldproof.log.LogEntry;
import org.junit.jupiter.api.Test;

/// One connection's door. Harm: an engineer looks in vain for a device, and nothing says why.
class ConnectionIntakeTest {
    private final List<String> told = new ArrayList<>();
    private final EventRecorder events =
            (level, code, object, message, detail) ->
                    told.add(level + " " + code + " " + object + ": " + message);

    private ConnectionIntake intake(Location location, Consumer<LogEntry> log) {
        return new ConnectionIntake(
                "plant",
                DeviceClass.SIM,
                location,
                new Door(
                        new IntakeBudget(1 << 20),
                        log,
                        lastCall -> false,
                        new Companions(events),
                        GatewayClock.system(),
                        events,
                        new LatencyRecorder()));
    }

    private static void offer(ConnectionIntake intake, DeviceHandle device, String topic) {
        intake.offer(
                new InboundRecord(
                        device,
                        topic,
                        new byte[1],
                        PayloadEncoding.BYTES,
                        Quality.GOOD,
                        0,
                        1,
                        false,
                        false,
                        List.of()),
                new Acceptance() {
                    @Override
                    public void accepted(long seq) {}

                    @Override
                    public void refused(String reason) {}
                });
    }

    /// Harm: a device that publishes at several topics walks about on the screen.
    @Test
    void aDeviceStandsWhereTheFirstRecordSaysThatHasAllLevels() {
        Location location =
                new Location(
                        List.of(new Location.Level.Named("north"), new Location.Level.OfTopic(2)));
        ConnectionIntake intake = intake(location, entry -> entry.durable(1));
        DeviceHandle device = intake.device("press-01");
        assertThat(placeOf(intake)).as("before any record").isEqualTo("north");
        offer(intake, device, "alive");
        assertThat(placeOf(intake)).as("a topic without that level").isEqualTo("north");
        offer(intake, device, "plant/hall-2/press-01");
        assertThat(placeOf(intake)).isEqualTo("north/hall-2");
        offer(intake, device, "alarms/all/press-01");
        assertThat(placeOf(intake)).as("it stays there").isEqualTo("north/hall-2");
    }

    private static String placeOf(ConnectionIntake intake) {
        return intake.lookAtDevices().getFirst().location();
    }

    @Test
    void aDeviceThatIsNotShownIsToldOnceByName() {
        ConnectionIntake intake = intake(Location.NONE, entry -> {});
        for (int i = 0; i < ConnectionIntake.DEVICES_MAX; i++) {
            intake.device("d" + i);
        }
        assertThat(told).as("all of them are shown").isEmpty();
        assertThat(intake.device("d7")).as("one that is known").isNotNull();
        assertThat(intake.device("one-more").id()).isEqualTo("one-more");
        intake.device("and-another");
        assertThat(told)
                .singleElement()
                .asString()
                .startsWith("WARNING APP-0305 connection plant: ")
                .contains("20000 devices", "one-more");
        assertThat(intake.lookAtDevices()).hasSize(ConnectionIntake.DEVICES_MAX);
    }
}
