package org.fieldproof.engine.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.tag.Deadband;
import org.fieldproof.api.tag.TagSchema;
import org.fieldproof.api.tag.TagTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Harm if these break: `check` says "clean" about a project whose tags are not read, or evidence
/// names the same revision for two different sets of tags.
class ProjectTagsTest {
    private static final String PROJECT =
            """
            fieldproof: 1
            name: tags
            connections:
              - id: plc
                type: poller
                tags: tags/boiler.csv
                tagList:
                  - {name: extra, address: "7", scale: 0.5, onChange: true, deadband: 2%}
            pipelines:
              - {id: main, from: [plc], match: ["#"], to: [local]}
            destinations:
              - {id: local, type: table}
            """;

    @TempDir Path temp;

    @Test
    void aTableAndAListAreOneSetOfTags() throws Exception {
        ProjectRead read = read("name,address\npressure,1\n");
        assertThat(read.problems()).isEmpty();
        Config config = ((ProjectRead.Ready) read).project().connections().getFirst().config();
        assertThat(config.tags("tags").tags()).hasSize(1);
        List<TagTable.Entry> tags = TagSchema.of(config).entries();
        assertThat(tags).extracting(each -> each.tag().name()).containsExactly("pressure", "extra");
        assertThat(tags.getLast().tag().deadband()).isEqualTo(Deadband.percent(2));
        assertThat(tags.getFirst().place().toString()).isEqualTo("tags/boiler.csv:2:10");
        assertThat(tags.getLast().place().file()).isEqualTo("project.yaml");
    }

    @Test
    void aFaultyLineIsAProblemOfTheProjectWithItsPlace() throws Exception {
        ProjectRead read = read("name,address,scale\npressure,1,\nlevel,,\ntemp,3,\"0,1\"\n");
        assertThat(read).isInstanceOf(ProjectRead.Refused.class);
        assertThat(read.problems())
                .extracting(each -> each.where() + " " + each.code())
                .containsExactly("tags/boiler.csv:3:7 TAGS-0110", "tags/boiler.csv:4:8 TAGS-0107");
    }

    @Test
    void aNameInTableAndListIsRefused() throws Exception {
        assertThat(read("name,address\nextra,1\n").problems())
                .singleElement()
                .satisfies(each -> assertThat(each.code()).isEqualTo("TAGS-0109"))
                .satisfies(each -> assertThat(each.message()).contains("tags/boiler.csv:2:7"));
    }

    @Test
    void aMissingTableIsAProblemAtItsField() throws Exception {
        Files.writeString(temp.resolve("project.yaml"), PROJECT);
        assertThat(ProjectReader.read(temp, catalog()).problems())
                .singleElement()
                .satisfies(
                        each -> {
                            assertThat(each.code()).isEqualTo("PROJ-0209");
                            assertThat(each.where().line()).isEqualTo(6);
                        });
    }

    @Test
    void otherTagsAreAnotherRevision() throws Exception {
        String first = hash(read("name,address\npressure,1\n"));
        assertThat(hash(read("name,address\npressure,2\n"))).isNotEqualTo(first);
        assertThat(hash(read("name,address\npressure,1\n"))).isEqualTo(first);
    }

    private static String hash(ProjectRead read) {
        return ((ProjectRead.Ready) read).project().contentHash();
    }

    private ProjectRead read(String table) throws Exception {
        Files.createDirectories(temp.resolve("tags"));
        Files.writeString(temp.resolve("tags/boiler.csv"), table);
        Files.writeString(temp.resolve("project.yaml"), PROJECT);
        return ProjectReader.read(temp, catalog());
    }

    private static Catalog catalog() {
        return new Catalog(
                List.of(new FakePoller(config -> TagSchema.of(config).problems())),
                FakeTypes.catalog().sinks(),
                List.of());
    }
}
