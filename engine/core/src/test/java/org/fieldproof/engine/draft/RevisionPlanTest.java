package org.fieldproof.engine.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.fieldproof.api.draft.DraftEffect;
import org.fieldproof.api.draft.DraftEffect.Kind;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.engine.project.FakeTypes;
import org.fieldproof.engine.project.ProjectRead;
import org.fieldproof.engine.project.ProjectReader;
import org.fieldproof.engine.rig.EngineRig;
import org.fieldproof.engine.rig.ScriptedDestination;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What applying is said to do. Harm if it breaks: an engineer agrees to something else than what
/// happens.
final class RevisionPlanTest {
    private static final String PROJECT =
            """
            fieldproof: 1
            name: field-demo
            connections:
              - id: devices
                type: listener
            pipelines:
              - {id: main, from: [devices], match: ["plant/#"], to: [local]}
            destinations:
              - {id: local, type: table}
            """;

    @TempDir Path folder;

    private ProjectDefinition project(String yaml) {
        return ((ProjectRead.Ready)
                        ProjectReader.read(
                                folder,
                                new TreeMap<>(Map.of("project.yaml", yaml)),
                                FakeTypes.catalog()))
                .project();
    }

    /// Another place says where a person finds a device; its records, and what waits, do not know.
    @Test
    void anotherLocationTouchesNoRouteNoLaneAndNoBacklog() {
        String there = PROJECT.replace("listener\n", "listener\n    location: north/{2}\n");
        try (EngineRig rig =
                EngineRig.start(folder.resolve("data"), new ScriptedDestination("local"))) {
            RevisionPlan plan = RevisionPlan.of(project(PROJECT), project(there), rig.snapshot());
            assertThat(plan.settles()).isFalse();
            assertThat(plan.leaving()).isEmpty();
            assertThat(plan.joining()).isEmpty();
            assertThat(plan.hindrances()).isEmpty();
            assertThat(plan.effects())
                    .extracting(DraftEffect::kind)
                    .containsExactly(Kind.RESTARTS, Kind.RECONNECTS, Kind.MOVES);
            assertThat(plan.effects().getLast().object()).isEqualTo("connection/devices");
            String other = there.replace("listener\n", "listener\n    title: Devices\n");
            assertThat(RevisionPlan.of(project(there), project(other), rig.snapshot()).effects())
                    .extracting(DraftEffect::kind)
                    .as("what stays where it is")
                    .doesNotContain(Kind.MOVES);
        }
    }
}
