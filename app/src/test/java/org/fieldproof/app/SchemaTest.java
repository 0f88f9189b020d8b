package org.fieldproof.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.fieldproof.engine.project.ProjectRead;
import org.fieldproof.engine.project.ProjectSchema;
import org.junit.jupiter.api.Test;

/// The published schema and the samples, against the connectors that are really there. A schema
/// that lags behind makes editors call good projects wrong.
class SchemaTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void thePublishedSchemaIsTheConnectorsOwn() throws IOException {
        String published = Files.readString(ROOT.resolve("engine/docs/schema/project-1.json"));
        assertThat(ProjectSchema.json(Wiring.catalog()).strip()).isEqualTo(published.strip());
    }

    @Test
    void thePublishedSchemaOfTestsIsTheReadersOwn() throws IOException {
        String published = Files.readString(ROOT.resolve("engine/docs/schema/tests-1.json"));
        assertThat(ProjectSchema.testsJson().strip()).isEqualTo(published.strip());
    }

    @Test
    void everySampleProjectIsUsableAsItIs() throws IOException {
        try (Stream<Path> samples = Files.list(ROOT.resolve("sample-projects"))) {
            assertThat(samples.filter(Files::isDirectory))
                    .isNotEmpty()
                    .allSatisfy(
                            sample ->
                                    assertThat(Wiring.readProject(sample))
                                            .isInstanceOf(ProjectRead.Ready.class));
        }
    }
}
