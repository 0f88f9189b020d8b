package org.fieldproof.drill.run;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.drill.DrillDefinition;
import org.fieldproof.api.drill.Fault;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.api.project.ProjectDefinition.ConnectorDefinition;
import org.fieldproof.api.project.ProjectDefinition.DestinationDefinition;
import org.fieldproof.api.project.ProjectDefinition.FullPolicy;
import org.fieldproof.api.project.ProjectDefinition.LaneDefinition;
import org.fieldproof.api.project.ProjectDefinition.PipelineDefinition;
import org.jspecify.annotations.Nullable;

/// A project of two destinations or more and two drills, without files.
final class PlantProject {
    private PlantProject() {}

    /// @param fault of the drill that has a link
    /// @param hold of the same
    /// @param more destinations besides the two
    /// @param devices class of the connection that feeds them
    static ProjectDefinition project(Fault fault, Duration hold, int more, DeviceClass devices) {
        return project(fault, Duration.ofMillis(150), hold, more, devices, null, false);
    }

    /// @param baseline of the same
    /// @param line class of the line of that drill; null for what its address says
    /// @param live whether drills may fault LIVE lines
    static ProjectDefinition project(
            Fault fault,
            Duration baseline,
            Duration hold,
            int more,
            DeviceClass devices,
            @Nullable DeviceClass line,
            boolean live) {
        Config nothing =
                (Config)
                        Proxy.newProxyInstance(
                                Config.class.getClassLoader(),
                                new Class<?>[] {Config.class},
                                (self, method, arguments) -> {
                                    throw new AssertionError("drills read no configuration");
                                });
        LaneDefinition lane =
                new LaneDefinition(1, 1, 1, 1, 1 << 30, FullPolicy.BLOCK, 0, 1_000_000_000);
        DrillDefinition direct =
                new DrillDefinition(
                        "direct",
                        "",
                        "",
                        "local",
                        "plant",
                        new Fault.Down(),
                        Duration.ofMillis(1),
                        Duration.ofMillis(1),
                        Duration.ofMillis(1),
                        Duration.ofMillis(1),
                        Duration.ofMillis(1));
        DrillDefinition outage = FakePlant.drill(fault, baseline, hold);
        List<DestinationDefinition> destinations = new ArrayList<>();
        destinations.add(new DestinationDefinition("upstream", "x", "", true, lane, nothing));
        destinations.add(new DestinationDefinition("local", "x", "", false, lane, nothing));
        for (int i = 0; i < more; i++) {
            destinations.add(new DestinationDefinition("more-" + i, "x", "", false, lane, nothing));
        }
        return new ProjectDefinition(
                Path.of("."),
                "fake",
                "A fake plant",
                "0123456789abcdef",
                // As if the destination were reached over a device of that class.
                line == null
                        ? List.of()
                        : List.of(
                                new ConnectorDefinition("upstream", "x", "", line, true, nothing)),
                List.of(
                        new ConnectorDefinition("devices", "x", "", devices, false, nothing),
                        new ConnectorDefinition("plant", "x", "", DeviceClass.SIM, false, nothing)),
                List.of(
                        new PipelineDefinition(
                                "main",
                                "",
                                List.of("devices"),
                                List.of("plant/#"),
                                destinations.stream().map(DestinationDefinition::id).toList())),
                destinations,
                List.of(outage, direct),
                live,
                new ProjectDefinition.Limits(1, 1, 1, 0));
    }
}
