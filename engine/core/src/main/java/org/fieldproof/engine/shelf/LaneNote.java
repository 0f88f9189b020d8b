package org.fieldproof.engine.shelf;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.api.project.ProjectDefinition.PipelineDefinition;
import org.fieldproof.engine.data.PrivateFiles;
import org.fieldproof.engine.route.TopicTrie;

/// `lane.json` in a lane's folder: what the lane was for when it last ran.
///
/// @param lane the destination's id
/// @param target type, and what of its configuration says where records end up; empty if that is
///     not known
/// @param routes which records go there
record LaneNote(String lane, String target, List<Route> routes) {
    private static final String FILE = "lane.json";
    private static final long BYTES_MAX = 8 << 20;

    LaneNote {
        routes = List.copyOf(routes);
    }

    /// Records of one of these connections that match one of these filters.
    record Route(List<String> from, List<String> match) {
        Route {
            from = List.copyOf(from);
            match = List.copyOf(match);
        }
    }

    static LaneNote of(ProjectDefinition project, String lane, String target) {
        List<Route> routes = new ArrayList<>();
        for (PipelineDefinition pipeline : project.pipelines()) {
            if (pipeline.to().contains(lane)) {
                routes.add(new Route(pipeline.from(), pipeline.match()));
            }
        }
        return new LaneNote(lane, target, routes);
    }

    /// The note of a folder that has all it was routed: no record accepted from now on belongs to
    /// it.
    static LaneNote settled(Optional<LaneNote> note, String id) {
        String lane = note.map(LaneNote::lane).orElse(id);
        return new LaneNote(lane, note.map(LaneNote::target).orElse(""), List.of());
    }

    boolean isSettled() {
        return routes.isEmpty();
    }

    /// The note of a folder; empty if it has none that can be read.
    static Optional<LaneNote> read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > BYTES_MAX) {
            return Optional.empty();
        }
        try (JsonParser json = new JsonFactory().createParser(Files.readAllBytes(file))) {
            String lane = "";
            String target = "";
            List<Route> routes = new ArrayList<>();
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "lane" -> lane = json.getText();
                    case "target" -> target = json.getText();
                    case "routes" -> readRoutes(json, routes);
                    default -> json.skipChildren();
                }
            }
            return lane.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new LaneNote(lane, target, routes));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static void readRoutes(JsonParser json, List<Route> routes) throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            List<String> from = new ArrayList<>();
            List<String> match = new ArrayList<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                List<String> into = json.currentName().equals("from") ? from : match;
                json.nextToken();
                while (json.nextToken() == JsonToken.VALUE_STRING) {
                    into.add(json.getText());
                }
            }
            routes.add(new Route(from, match));
        }
    }

    /// Puts the note there, whole or not at all.
    void write(Path folder) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("lane", lane);
            json.writeStringField("target", target);
            json.writeArrayFieldStart("routes");
            for (Route route : routes) {
                json.writeStartObject();
                texts(json, "from", route.from());
                texts(json, "match", route.match());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        bytes.write('\n');
        PrivateFiles.replace(folder.resolve(FILE), bytes.toByteArray());
    }

    private static void texts(JsonGenerator json, String name, List<String> texts)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    /// Whether a record of a connection and an address went to this lane.
    BiPredicate<String, String> routed() {
        TopicTrie.Builder builder = TopicTrie.builder();
        for (int i = 0; i < routes.size(); i++) {
            for (String filter : routes.get(i).match()) {
                builder.add(filter, i);
            }
        }
        TopicTrie trie = builder.build();
        return (connection, address) -> {
            boolean[] hit = new boolean[1];
            trie.match(address, i -> hit[0] |= routes.get(i).from().contains(connection));
            return hit[0];
        };
    }
}
