package org.fieldproof.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.engine.project.ProjectRead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A project with a combination, as somebody would write it.
class CombineProjectTest {
    @TempDir private Path folder;

    private ProjectRead.Ready read(String line) throws IOException {
        Files.writeString(
                folder.resolve("project.yaml"),
                """
                fieldproof: 1
                name: rows
                connections:
                  - id: devices
                    type: mqtt-listener
                    host: 127.0.0.1
                    port: 0
                  - id: row
                    type: combine
                    %s
                    topic: plant/row
                    members:
                      - {name: bar, address: plant/press/telemetry, pointer: /bar}
                      - {name: flow, address: plant/pump/telemetry, pointer: /flow}
                pipelines:
                  - {id: main, from: [devices, row], to: [store]}
                destinations:
                  - {id: store, type: h2, table: rows}
                """
                        .formatted(line));
        ProjectRead read = Wiring.readProject(folder);
        assertThat(read).isInstanceOf(ProjectRead.Ready.class);
        return (ProjectRead.Ready) read;
    }

    // Harm: a combination that reaches nobody is warned of as if it dialled out, or counts as a
    // simulation where nobody said so.
    @Test
    void itIsWhatItsAuthorSaysAndLiveOtherwise() throws IOException {
        ProjectRead.Ready simulated = read("class: SIM");
        assertThat(simulated.problems().toString()).doesNotContain("PROJ-0304");
        assertThat(simulated.project().connections().get(1).deviceClass())
                .isEqualTo(DeviceClass.SIM);
        assertThat(read("title: Row").project().connections().get(1).deviceClass())
                .isEqualTo(DeviceClass.LIVE);
    }
}
