package org.fieldproof.engine.project;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem.Place;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.engine.project.PipelineTest.Expectation;
import org.jspecify.annotations.Nullable;

/// Reads `tests/*.yaml`. Confined to the reading thread.
final class PipelineTestReader {
    private static final int FILES_MAX = 200;
    private static final int CASES_MAX = 10_000;
    private static final UUID EPOCH = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final long ACCEPT_EPOCH_NANOS = 1_767_225_600_000_000_000L; // 2026-01-01

    private final Problems problems;
    private final FieldReader fields;
    private final Set<String> connections;
    private final Set<String> destinations;
    private final List<PipelineTest> tests = new ArrayList<>();

    PipelineTestReader(Problems problems, Set<String> connections, Set<String> destinations) {
        this.problems = problems;
        this.fields = new FieldReader(problems);
        this.connections = connections;
        this.destinations = destinations;
    }

    /// All cases, file by file in the order of their names.
    List<PipelineTest> read(Path project) {
        return read(project, Map.of());
    }

    /// The same, with texts that are not in their files yet.
    List<PipelineTest> read(Path project, Map<String, String> inMemory) {
        Path folder = project.resolve("tests");
        for (Path file : files(folder, inMemory.keySet())) {
            String own = String.valueOf(file.getFileName());
            String name = "tests/" + own;
            String text = inMemory.get(own);
            (text == null ? YamlText.read(file, name, problems) : YamlText.of(text, name, problems))
                    .flatMap(read -> YamlTree.read(read, problems))
                    .ifPresent(root -> file(root, name));
        }
        return List.copyOf(tests);
    }

    /// The cases of a text.
    List<PipelineTest> read(String name, String text) {
        YamlText.of(text, name, problems)
                .flatMap(read -> YamlTree.read(read, problems))
                .ifPresent(root -> file(root, name));
        return List.copyOf(tests);
    }

    private List<Path> files(Path folder, Set<String> inMemory) {
        Set<Path> found = new TreeSet<>();
        inMemory.forEach(name -> found.add(folder.resolve(name)));
        if (!Files.isDirectory(folder)) {
            return List.copyOf(found);
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder, "*.yaml")) {
            children.forEach(found::add);
        } catch (IOException | DirectoryIteratorException failure) {
            problems.error(
                    new Place("tests", 0, 0, ""),
                    "PROJ-0103",
                    "folder tests",
                    "It cannot be read: " + failure.getMessage() + ".",
                    "Check its permissions.");
        }
        if (found.size() > FILES_MAX) {
            problems.error(
                    new Place("tests", 0, 0, ""),
                    "PROJ-0330",
                    "folder tests",
                    "It holds more than " + FILES_MAX + " files.",
                    "Put some of them together.");
            return List.of();
        }
        return List.copyOf(found);
    }

    private void file(YamlNode.Mapping root, String name) {
        int before = problems.errors();
        String object = "file " + name;
        fields.refuseUnknown(
                root, PipelineTestFields.ROOT.stream().map(Field::name).toList(), object);
        CheckedConfig config = fields.read(root, PipelineTestFields.ROOT, object);
        if (problems.errors() > before) {
            return;
        }
        for (Config each : config.groups("cases")) {
            if (tests.size() >= CASES_MAX) {
                problems.error(
                        each.placeOf("name"),
                        "PROJ-0330",
                        object,
                        "The project has more than " + CASES_MAX + " cases.",
                        "Leave some out.");
                return;
            }
            one(each);
        }
    }

    private void one(Config test) {
        String object = "test " + test.text("name");
        Config given = test.group("given").orElseThrow();
        known(given, "connection", connections, object);
        byte @Nullable [] payload = payload(given, object);
        List<Expectation> expected = new ArrayList<>();
        for (Config each : test.groups("expect")) {
            known(each, "to", destinations, object);
            expected.add(expectation(each, object));
        }
        if (payload == null) {
            return;
        }
        FieldRecord record =
                new FieldRecord(
                        EPOCH,
                        tests.size() + 1L,
                        given.text("connection"),
                        given.text("device"),
                        given.text("address"),
                        payload,
                        PayloadEncoding.valueOf(upper(given, "encoding")),
                        Quality.valueOf(upper(given, "quality")),
                        0,
                        ACCEPT_EPOCH_NANOS,
                        1,
                        false,
                        false,
                        properties(given));
        tests.add(new PipelineTest(test.placeOf("name"), test.text("name"), record, expected));
    }

    private void known(Config group, String field, Set<String> ids, String object) {
        if (!ids.contains(group.text(field))) {
            problems.error(
                    group.placeOf(field),
                    "PROJ-0331",
                    object,
                    "There is no "
                            + group.text(field)
                            + " in this project."
                            + Suggestion.question(group.text(field), ids),
                    "Write one of " + String.join(", ", ids.stream().sorted().toList()) + ".");
        }
    }

    private byte @Nullable [] payload(Config given, String object) {
        if (!given.has("base64")) {
            return given.text("payload").getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(given.text("base64"));
        } catch (IllegalArgumentException e) {
            problems.error(
                    given.placeOf("base64"),
                    "PROJ-0332",
                    object,
                    "That is no Base64: " + e.getMessage() + ".",
                    "Correct it, or write the payload as text.");
            return null;
        }
    }

    private Expectation expectation(Config each, String object) {
        boolean fate = each.has("dropped") || each.has("quarantined");
        boolean content =
                each.has("payload")
                        || each.has("json")
                        || each.has("address")
                        || each.has("device")
                        || !each.groups("properties").isEmpty();
        if ((each.has("dropped") && each.has("quarantined")) || (fate && content)) {
            problems.error(
                    each.placeOf("to"),
                    "PROJ-0333",
                    object,
                    "A record is dropped, or quarantined, or delivered with a payload.",
                    "Write one of these for a destination.");
        }
        if (each.has("json") && JsonLook.of(each.text("json")) == null) {
            problems.error(
                    each.placeOf("json"),
                    "PROJ-0334",
                    object,
                    "What is expected as json is not JSON.",
                    "Correct it, or write payload for other text.");
        }
        return new Expectation(
                each.placeOf("to"),
                each.text("to"),
                each.has("payload") ? each.text("payload") : null,
                each.has("json") ? each.text("json") : null,
                each.text("address"),
                each.text("device"),
                properties(each),
                each.text("dropped"),
                each.text("quarantined"));
    }

    private static List<Property> properties(Config group) {
        return group.groups("properties").stream()
                .map(each -> new Property(each.text("name"), each.text("value")))
                .toList();
    }

    private static String upper(Config group, String field) {
        return group.text(field).toUpperCase(Locale.ROOT);
    }
}
