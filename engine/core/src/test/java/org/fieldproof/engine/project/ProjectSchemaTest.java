package org.fieldproof.engine.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.Problem.Place;
import org.junit.jupiter.api.Test;

class ProjectSchemaTest {
    private final String text = ProjectSchema.json(FakeTypes.catalog());

    // Harm: an editor marks a field red that the program takes, or the other way round.
    @Test
    void theSchemaKnowsEveryFieldThatTheReaderKnows() throws Exception {
        Map<?, ?> root = (Map<?, ?>) parse(text);
        assertThat(at(root, "properties").keySet())
                .extracting(Object::toString)
                .contains("fieldproof", "name", "limits", "standIns", "connections", "pipelines");
        assertThat(root.get("additionalProperties")).isEqualTo(false);
        Map<?, ?> broker = type(root, "destinations", "broker");
        assertThat(at(broker, "properties").keySet())
                .extracting(Object::toString)
                .contains("id", "lane", "connectTo", "password", "topic");
        assertThat((List<?>) broker.get("required"))
                .extracting(Object::toString)
                .contains("id", "type");
        assertThat(at(at(broker, "properties"), "type").get("enum")).isEqualTo(List.of("broker"));
        Map<?, ?> port = at(at(type(root, "connections", "listener"), "properties"), "port");
        assertThat(port.get("maximum")).isEqualTo(65_535L);
        assertThat(port.get("default")).isEqualTo(0L);
    }

    // Harm: the pattern in the editor and the parser in the program disagree about units.
    @Test
    void patternsAndParserAgree() throws Exception {
        Map<?, ?> root = (Map<?, ?>) parse(text);
        Map<?, ?> lane = at(at(type(root, "destinations", "table"), "properties"), "lane");
        String duration = at(at(lane, "properties"), "linger").get("pattern") + "";
        String bytes = at(at(lane, "properties"), "buffer").get("pattern") + "";
        for (String sample :
                List.of(
                        "5ms", "1.5s", "2 min", "5m", "5", "0", "-1s", "64KiB", "64kb", "1e3B",
                        "x")) {
            assertThat(sample.matches(duration))
                    .as(sample)
                    .isEqualTo(Quantities.nanos(sample).isPresent());
            assertThat(sample.matches(bytes))
                    .as(sample)
                    .isEqualTo(Quantities.bytes(sample).isPresent());
        }
    }

    // Harm: the committed schema changes with each run and says nothing.
    @Test
    void theSameCatalogGivesTheSameText() {
        assertThat(ProjectSchema.json(FakeTypes.catalog())).isEqualTo(text).doesNotContain("\r");
    }

    // Harm: scripts that read `check --json` break (contract of the command line).
    @Test
    void aProblemLineHasTheContractsFields() throws Exception {
        Problem problem =
                Problem.error("PROJ-0202", "connection a", "There is no \"x\".", "Remove it.")
                        .at(new Place("project.yaml", 3, 7, "connections[0].x"));
        assertThat(ProblemLine.json(problem))
                .isEqualTo(
                        "{\"severity\":\"error\",\"file\":\"project.yaml\",\"line\":3,\"column\":7,"
                                + "\"path\":\"connections[0].x\",\"code\":\"PROJ-0202\","
                                + "\"message\":\"connection a: There is no \\\"x\\\".\","
                                + "\"remedy\":\"Remove it.\"}");
    }

    private static Map<?, ?> type(Map<?, ?> root, String section, String type) {
        List<?> types = (List<?>) some(at(at(at(root, "properties"), section), "items"), "anyOf");
        for (Object each : types) {
            Map<?, ?> group = (Map<?, ?>) each;
            if (some(at(at(group, "properties"), "type"), "enum").equals(List.of(type))) {
                return group;
            }
        }
        throw new AssertionError("no type " + type + " in " + section);
    }

    private static Map<?, ?> at(Map<?, ?> map, String key) {
        return (Map<?, ?>) some(map, key);
    }

    private static Object some(Map<?, ?> map, String key) {
        return Objects.requireNonNull(map.get(key), key);
    }

    private static Object parse(String text) throws Exception {
        try (JsonParser json = new JsonFactory().createParser(text)) {
            json.nextToken();
            return value(json);
        }
    }

    private static Object value(JsonParser json) throws Exception {
        return switch (json.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> map = new HashMap<>();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    json.nextToken();
                    map.put(name, value(json));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(json));
                }
                yield list;
            }
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> json.getText();
        };
    }
}
