package org.fieldproof.engine.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.Accompanied;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;
import org.fieldproof.api.spi.Source;
import org.fieldproof.api.spi.SourceFactory;
import org.fieldproof.api.spi.SourceHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What connections are shown that others bring. Harm if this breaks: a column stays empty, or
/// two devices take turns in it, and nothing was said when it was written.
class ProjectMembersTest {
    private static final String PROJECT =
            """
            fieldproof: 1
            name: members
            connections:
              - {id: line-4, type: poller, topics: [plant/a, plant/b]}
              - {id: line-5, type: poller, topics: [plant/b]}
              - {id: broker, type: listener}
              - id: row
                type: rows
                members:
                  - {address: plant/a, connection: line-4}
                  - {address: plant/b, connection: line-5}
                  - {address: plant/c, connection: broker}
              - {id: sum, type: rows, members: [{address: plant/a}]}
            pipelines:
              - {id: main, from: [row, sum], match: ["#"], to: [local]}
            destinations:
              - {id: local, type: table}
            """;

    @TempDir Path temp;

    // Harm: who heeds the warning takes away the connection that the rows are made of.
    @Test
    void aConnectionThatOnlyACombinationUsesIsUsed() throws Exception {
        assertThat(read(PROJECT)).isEmpty();
    }

    @Test
    void aConnectionThatNobodyIsShownIsUnusedAsBefore() throws Exception {
        assertThat(
                        read(
                                PROJECT.replace(
                                        "plant/b, connection: line-5",
                                        "plant/b, connection: line-4")))
                .singleElement()
                .satisfies(each -> assertThat(each.code()).isEqualTo("PROJ-0309"))
                .satisfies(each -> assertThat(each.object()).isEqualTo("connection line-5"));
        assertThat(read(PROJECT.replace("from: [row, sum]", "from: [sum]")))
                .as("of a combination that is itself unused")
                .extracting(Problem::object)
                .containsExactly("connection line-5", "connection row");
    }

    // Harm: the gateway starts, and the column is null for ever.
    @Test
    void aNameOrAnAddressThatLeadsNowhereIsRefusedWithWhatWasMeant() throws Exception {
        assertThat(read(PROJECT.replace("connection: line-5", "connection: lime-5")))
                .singleElement()
                .satisfies(each -> assertThat(each.code()).isEqualTo("PROJ-0305"))
                .satisfies(each -> assertThat(each.message()).contains("Did you mean line-5?"))
                .satisfies(each -> assertThat(each.where().line()).isEqualTo(11));
        assertThat(read(PROJECT.replace("plant/a, connection", "plant/aa, connection")))
                .singleElement()
                .satisfies(each -> assertThat(each.code()).isEqualTo("PROJ-0314"))
                .satisfies(each -> assertThat(each.message()).contains("Did you mean plant/a?"));
        assertThat(read(PROJECT.replace("connection: broker", "connection: sum")))
                .extracting(Problem::code)
                .containsExactly("PROJ-0313");
    }

    // Harm: nobody knows whose value the column holds.
    @Test
    void anAddressOfTwoConnectionsIsToldWithBoth() throws Exception {
        assertThat(read(PROJECT.replace("plant/b, connection: line-5", "plant/b")))
                .singleElement()
                .satisfies(each -> assertThat(each.code()).isEqualTo("PROJ-0315"))
                .satisfies(each -> assertThat(each.message()).contains("line-4 and line-5"));
    }

    private List<Problem> read(String project) throws Exception {
        Files.writeString(temp.resolve("project.yaml"), project);
        return ProjectReader.read(
                        temp,
                        new Catalog(
                                List.of(
                                        new Poller(),
                                        new Rows(),
                                        new FakeTypes.FakeSource("listener", ConfigSchema.of())),
                                FakeTypes.catalog().sinks(),
                                List.of()))
                .problems();
    }

    /// Its addresses are known from what is written.
    private record Poller() implements SourceFactory {
        @Override
        public String type() {
            return "poller";
        }

        @Override
        public String title() {
            return "A poller";
        }

        @Override
        public ConfigSchema schema() {
            return ConfigSchema.of(
                    new Field(
                            "topics",
                            Kind.LIST_OF_TEXT,
                            true,
                            "",
                            Long.MIN_VALUE,
                            Long.MAX_VALUE,
                            List.of(),
                            List.of(),
                            "Where it brings something."));
        }

        @Override
        public Optional<Set<String>> addresses(String connection, Config config) {
            return Optional.of(Set.copyOf(config.texts("topics")));
        }

        @Override
        public Source create(SourceHost host) {
            throw new IllegalStateException("fake: not to be started");
        }
    }

    /// It is shown what others bring.
    private record Rows() implements SourceFactory {
        @Override
        public String type() {
            return "rows";
        }

        @Override
        public String title() {
            return "Rows";
        }

        @Override
        public ConfigSchema schema() {
            return ConfigSchema.of(
                    Field.groups(
                            "members",
                            true,
                            "The members.",
                            Field.required("address", Kind.TEXT, "Topic."),
                            Field.optional("connection", Kind.TEXT, "", "Who brings it.")));
        }

        @Override
        public boolean accompanies() {
            return true;
        }

        @Override
        public List<Accompanied> accompanied(Config config) {
            return config.groups("members").stream()
                    .map(
                            group ->
                                    new Accompanied(
                                            group.text("connection"),
                                            group.text("address"),
                                            group.placeOf("connection"),
                                            group.placeOf("address")))
                    .toList();
        }

        @Override
        public Source create(SourceHost host) {
            throw new IllegalStateException("fake: not to be started");
        }
    }
}
