package org.fieldproof.drill.run;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
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

/// A project of two destinations and three drills, without files.
final class PlantProject {
    private PlantProject() {}

    static ProjectDefinition project() {
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
        DrillDefinition outage = FakePlant.drill(new Fault.Down(), Duration.ofMillis(500));
        return new ProjectDefinition(
                Path.of("."),
                "fake",
                "A fake plant",
                "0123456789abcdef",
                List.of(),
                List.of(
                        new ConnectorDefinition(
                                "devices", "x", "", DeviceClass.SIM, false, nothing),
                        new ConnectorDefinition("plant", "x", "", DeviceClass.SIM, false, nothing)),
                List.of(
                        new PipelineDefinition(
                                "main",
                                "",
                                List.of("devices"),
                                List.of("plant/#"),
                                List.of("upstream", "local"))),
                List.of(
                        new DestinationDefinition("upstream", "x", "", true, lane, nothing),
                        new DestinationDefinition("local", "x", "", false, lane, nothing)),
                List.of(outage, direct),
                new ProjectDefinition.Limits(1, 1, 1));
    }
}
