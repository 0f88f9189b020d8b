package org.fieldproof.engine.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.telemetry.EventRecorder;
import org.fieldproof.engine.telemetry.LatencyRecorder;
import org.junit.jupiter.api.Test;

/// One connection's door. Harm: an engineer looks in vain for a device, and nothing says why.
class ConnectionIntakeTest {
    private final List<String> told = new ArrayList<>();
    private final EventRecorder events =
            (level, code, object, message, detail) ->
                    told.add(level + " " + code + " " + object + ": " + message);

    @Test
    void aDeviceThatIsNotShownIsToldOnceByName() {
        ConnectionIntake intake =
                new ConnectionIntake(
                        "plant",
                        DeviceClass.SIM,
                        new Door(
                                new IntakeBudget(1 << 20),
                                entry -> {},
                                lastCall -> false,
                                new Companions(events),
                                GatewayClock.system(),
                                events,
                                new LatencyRecorder()));
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
