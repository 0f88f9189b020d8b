package org.fieldproof.views.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fieldproof.api.Workspace;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;
import org.fieldproof.views.fake.FakeDesk;
import org.fieldproof.views.fake.FakeWorkspace;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: drills abort because the console seems dead, or charts lie.
final class GatewayPulseTest {

    @Test
    void aRunningDrillGetsAHeartbeatEverySecondAndNothingElseDoes() {
        FakeDesk fake = new FakeDesk();
        fake.after(4);
        assertThat(heartbeats(fake)).isZero();
        fake.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "c", null));
        fake.after(10);
        assertThat(heartbeats(fake)).isBetween(10L, 12L);
    }

    private static long heartbeats(FakeDesk fake) {
        return fake.workspace.gateway.commands.stream()
                .filter(new Command.Heartbeat("console-test")::equals)
                .count();
    }

    @Test
    void anOutageIsRememberedFromItsCutToItsHealing() {
        FakeDesk fake = new FakeDesk();
        fake.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "c", null));
        Frame during = fake.after(20);
        assertThat(during.history().outages()).hasSize(1);
        assertThat(during.history().outages().getFirst().open()).isTrue();
        Frame later = fake.after(30);
        History.Outage outage = later.history().outages().getFirst();
        assertThat(outage.open()).isFalse();
        assertThat(outage.toMillis() - outage.fromMillis()).isBetween(29_500L, 30_500L);
        assertThat(later.history().series(History.laneBuffer("upstream")).size())
                .isGreaterThan(100);
    }

    @Test
    void aClosedProjectIsToldAndItsHistoryForgotten() {
        FakeWorkspace workspace = new FakeWorkspace();
        GatewayPulse pulse = new GatewayPulse(workspace, workspace.clock, "c");
        List<Workspace.Phase> phases = new ArrayList<>();
        pulse.onStatus(status -> phases.add(status.phase()));
        pulse.tick();
        workspace.openSample();
        pulse.tick();
        assertThat(pulse.frame()).isPresent();
        workspace.close();
        pulse.tick();
        assertThat(pulse.frame()).isEmpty();
        assertThat(phases)
                .containsExactly(
                        Workspace.Phase.EMPTY, Workspace.Phase.OPEN, Workspace.Phase.EMPTY);
    }

    @Test
    void aCommandWithoutAGatewayIsRefusedWithARemedy() {
        FakeWorkspace workspace = new FakeWorkspace();
        List<Outcome> outcomes = new ArrayList<>();
        List<String> codes = new ArrayList<>();
        new CommandSender(workspace, Runnable::run, problem -> codes.add(problem.code()))
                .send(new Command.ReadAudit(1), outcomes::add);
        assertThat(codes).containsExactly("APP-0911");
        assertThat(outcomes).hasOnlyElementsOfType(Outcome.Refused.class).hasSize(1);
    }

    /// Harm: somebody who looks at a second that lies back pauses what runs now, or cannot stop.
    @Test
    void whatIsHinderedIsNotSentAndStopAlwaysIs() {
        FakeDesk fake = new FakeDesk();
        fake.desk
                .commands()
                .hinder(() -> Optional.of(Problem.error("APP-0913", "console", "Then.", "Go.")));
        List<Outcome> outcomes = new ArrayList<>();
        for (Command acting :
                List.of(
                        new Command.PauseLane("upstream"),
                        new Command.AcknowledgeAlarm("x"),
                        new Command.StartDrill("upstream-outage", "c", null))) {
            fake.desk.commands().send(acting, outcomes::add);
            assertThat(fake.workspace.gateway.commands).doesNotContain(acting);
        }
        assertThat(outcomes).hasSize(3).hasOnlyElementsOfType(Outcome.Refused.class);
        fake.desk.commands().send(new Command.StopDrills("c"), outcomes::add);
        fake.desk.commands().send(new Command.ReadAudit(1), outcomes::add);
        assertThat(fake.workspace.gateway.commands)
                .contains(new Command.StopDrills("c"), new Command.ReadAudit(1));
    }
}
