package org.fieldproof.engine.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.fieldproof.api.project.Problem;
import org.fieldproof.engine.route.TopicTrie;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Row 21 of the bad inputs. Harm: a message that is published once circles between a gateway and
/// its broker, as fast as both can, and MQTT 3.1.1 has no count that would end it.
class TopicLoopTest {
    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource({
        "ring/a,           ring/a,        SURE",
        "ring/a,           ring/+,        SURE",
        "ring/a,           ring/#,        SURE",
        "ring,             ring/#,        SURE",
        "ring/a,           #,             SURE",
        "ring/a,           ring/b,        NEVER",
        "ring/a,           ring,          NEVER",
        "ring/a,           ring/a/b,      NEVER",
        "ring/a,           +,             NEVER",
        "site/{topic},     #,             SURE",
        "site/{topic},     site/#,        SURE",
        "site/{topic},     +/#,           SURE",
        "site/{topic},     site/+,        MAYBE",
        "site/{topic},     site/plant/#,  MAYBE",
        "site/{topic},     plant/#,       NEVER",
        "site/{topic},     site,          NEVER",
        "site-{device}/x,  site-7/x,      MAYBE",
        "site-{device}/x,  site-7,        NEVER",
        "site-{device}/x,  plant/x,       NEVER",
        "{device}/up,      +/up,          MAYBE",
        "{topic},          plant/#,       MAYBE",
        "$up/{topic},      #,             NEVER",
        "$up/{topic},      $up/#,         SURE",
        "ring/a,           $share/g/ring/#, MAYBE",
        "ring/a,           $share/g/site/#, NEVER",
    })
    void whetherWhatIsPublishedComesBack(String topic, String filter, TopicMeeting expected) {
        assertThat(TopicMeeting.of(topic, filter)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "plant/#,      plant/a,      true",
        "plant/#,      plant,        true",
        "plant/+/x,    plant/a/+,    true",
        "plant/+,      plant/a/x,    false",
        "plant/+/x,    +/b/#,        true",
        "plant/a,      site/a,       false",
        "#,            $SYS/uptime,  false",
        "+/a,          $SYS/a,       false",
        "#,            +/+,          true",
    })
    void whetherTwoFiltersHaveATopicInCommon(String filter, String other, boolean expected) {
        assertThat(TopicMeeting.haveOneInCommon(filter, other)).isEqualTo(expected);
        assertThat(TopicMeeting.haveOneInCommon(other, filter)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        // What is published at its own address, whatever is subscribed to.
        "{topic},        plant/#,                   ,               PROJ-0307",
        "{topic},        plant/+,                   plant/a/x,      PROJ-0308",
        "{topic},        plant/#,                   plant/a,        PROJ-0307",
        // Another topic that comes back and goes on.
        "site/{topic},   #,                         ,               PROJ-0307",
        "ring/a,         ring/+,                    ,               PROJ-0307",
        "ring/a,         ring/+,                    ring/#,         PROJ-0307",
        // It comes back, and is not routed on; it may come back; it never does.
        "ring/a,         ring/+,                    plant/#,        PROJ-0308",
        "site/{topic},   site/a/#,                  ,               PROJ-0308",
        "site/{topic},   'plant/#, site/#',         ,               PROJ-0307",
        "site/{topic},   plant/#,                   ,               ",
    })
    void aProjectWhoseRecordsSurelyGoRoundIsRefusedAndOneWhoseMayIsWarned(
            String topic, String filters, String match, String code) throws Exception {
        List<Problem> problems =
                read(
                        topic,
                        quoted(filters),
                        match == null ? "" : "match: " + quoted(match) + ",",
                        "");
        assertThat(problems)
                .filteredOn(each -> each.code().startsWith("PROJ-030"))
                .extracting(Problem::code)
                .containsExactlyElementsOf(code == null ? List.of() : List.of(code));
    }

    /// Both ends are named, each with its place.
    @Test
    void whoeverRefusesNamesBothPlaces() throws Exception {
        Problem problem = read("{topic}", quoted("plant/#"), "", "").getFirst();
        assertThat(problem.code()).isEqualTo("PROJ-0307");
        assertThat(problem.severity()).isEqualTo(Problem.Severity.ERROR);
        assertThat(problem.where().line()).isEqualTo(7);
        assertThat(problem.message()).contains("connection in (project.yaml:5").contains("plant/#");
    }

    /// Counter-case: another port is another broker.
    @Test
    void anotherBrokerIsNoRound() throws Exception {
        assertThat(read("{topic}", quoted("plant/#"), "", "1"))
                .noneMatch(each -> each.code().startsWith("PROJ-030"));
    }

    /// The rule agrees with the trie that really routes, for every topic of a small world.
    @Test
    void itAgreesWithTheTrie() {
        List<String> levels = List.of("a", "b", "+", "#");
        List<String> filters =
                levels.stream()
                        .flatMap(
                                first ->
                                        levels.stream()
                                                .flatMap(
                                                        second ->
                                                                List.of(first, first + "/" + second)
                                                                        .stream()))
                        .distinct()
                        .filter(TopicTrie::isFilter)
                        .toList();
        List<String> topics = List.of("a", "b", "a/a", "a/b", "b/a", "b/b", "a/b/a");
        for (String filter : filters) {
            for (String topic : topics) {
                assertThat(TopicMeeting.of(topic, filter))
                        .as("%s at %s", filter, topic)
                        .isEqualTo(matches(filter, topic) ? TopicMeeting.SURE : TopicMeeting.NEVER);
            }
            for (String other : filters) {
                boolean common =
                        topics.stream().anyMatch(t -> matches(filter, t) && matches(other, t));
                if (common) {
                    assertThat(TopicMeeting.haveOneInCommon(filter, other))
                            .as("%s and %s", filter, other)
                            .isTrue();
                }
            }
        }
    }

    private static String quoted(String filters) {
        return List.of(filters.split(", ")).stream()
                .map(each -> '"' + each + '"')
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static boolean matches(String filter, String topic) {
        TopicTrie trie = new TopicTrie().add(filter, 1);
        boolean[] found = new boolean[1];
        trie.match(topic, _ -> found[0] = true);
        return found[0];
    }

    private List<Problem> read(String topic, String filters, String match, String otherPort)
            throws Exception {
        String project =
                """
                fieldproof: 1
                name: round
                connections:
                  - {id: other, type: listener, host: 127.0.0.1, port: 0}
                  - {id: in, type: subscriber, host: 127.0.0.1, port: 18830, filters: %s}
                destinations:
                  - {id: out, type: broker, host: 127.0.0.1, port: 1883%s, topic: "%s"}
                pipelines:
                  - {id: p, from: [in, other], %s to: [out]}
                """
                        .formatted(filters, otherPort.isEmpty() ? "0" : otherPort, topic, match);
        Files.writeString(directory.resolve("project.yaml"), project);
        return ProjectReader.read(directory, FakeTypes.catalog()).problems();
    }
}
