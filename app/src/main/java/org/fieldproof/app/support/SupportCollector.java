package org.fieldproof.app.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.support.SupportBundle;
import org.fieldproof.api.support.SupportFile;
import org.fieldproof.engine.draft.ProjectWriter;
import org.fieldproof.engine.secret.Redactor.Redacted;

/// Collects a bundle. What cannot be collected says so in its place; it never keeps the rest from
/// being collected. Confined to one thread.
public final class SupportCollector {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmm").withZone(ZoneOffset.UTC);

    /// A file of a bundle has at most so many characters; of a longer one the end is kept.
    private static final int FILE_LENGTH_MAX = 2_000_000;

    private static final int FILE_BYTES_MAX = 8 << 20;
    private static final int FILES_MAX = 200;

    private final SupportSources from;
    private final BooleanSupplier cancelled;
    private final Masking masking;
    private final SortedMap<String, String> project;
    private final List<SupportFile> files = new ArrayList<>();

    /// A collector that masks what it collects.
    ///
    /// @param cancelled asked before each file
    public SupportCollector(SupportSources from, BooleanSupplier cancelled) {
        this(from, cancelled, Optional.empty());
    }

    /// @param masking in place of the real one
    SupportCollector(SupportSources from, BooleanSupplier cancelled, Optional<Masking> masking) {
        this.from = from;
        this.cancelled = cancelled;
        this.project = projectFiles(from);
        this.masking = masking.orElseGet(() -> SupportMasking.of(from, project));
    }

    /// What is wanted, or nothing where somebody thought better of it.
    public Optional<SupportBundle> collect(List<Problem> shown, boolean payloads, Instant now) {
        add("README.txt", () -> readme(payloads, masking.unread()));
        add("versions.txt", () -> SupportParts.versions(from.about()));
        add("problems.txt", () -> problems(shown));
        from.gateway()
                .ifPresent(
                        gateway -> {
                            GatewaySnapshot picture = gateway.snapshot();
                            add("gateway/state.json", () -> SupportParts.state(picture));
                            add("gateway/storage.txt", () -> SupportParts.storage(picture));
                            add("gateway/events.jsonl", () -> SupportParts.events(gateway));
                            if (payloads) {
                                add("payloads/last.jsonl", () -> SupportParts.records(gateway));
                            }
                        });
        from.dataDirectory()
                .filter(Files::isDirectory)
                .ifPresent(data -> add("gateway/files.txt", () -> SupportParts.listing(data)));
        project.forEach((name, text) -> add("project/" + name, () -> text));
        from.status()
                .project()
                .ifPresent(
                        folder -> {
                            addAll(folder.resolve("tags"), ".csv", "project/tags/");
                            addAll(folder.resolve("templates"), ".csv", "project/templates/");
                            if (payloads) {
                                addAll(folder.resolve("tests"), ".yaml", "payloads/tests/");
                            }
                        });
        add("console/log.jsonl", () -> String.join("\n", from.console().get()) + "\n");
        add("console/threads.txt", SupportParts::threads);
        addAll(from.crashes(), ".txt", "console/crashes/");
        if (cancelled.getAsBoolean()) {
            return Optional.empty();
        }
        files.add(SupportManifest.of(files, payloads, now));
        return Optional.of(
                new SupportBundle("fieldproof-support-" + NAME.format(now) + ".zip", files));
    }

    /// A text that may be hard to get.
    private interface Part {
        String text() throws IOException;
    }

    private void add(String name, Part part) {
        if (cancelled.getAsBoolean()) {
            return;
        }
        String text;
        try {
            text = part.text();
        } catch (IOException | RuntimeException failure) {
            text = "This could not be collected: " + failure + "\n";
        }
        // Masked before it is cut: half a secret is not known any more.
        Redacted clean = masking.mask(name, text);
        files.add(new SupportFile(name, cut(clean.text()), clean.masked()));
    }

    private static String cut(String text) {
        return text.length() <= FILE_LENGTH_MAX
                ? text
                : "[The beginning was left out: the file is too long.]\n"
                        + text.substring(text.length() - FILE_LENGTH_MAX);
    }

    private void addAll(Path folder, String ending, String place) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> found = Files.list(folder)) {
            for (Path file : found.sorted().limit(FILES_MAX).toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(ending) && Files.isRegularFile(file)) {
                    add(place + name, () -> text(file));
                }
            }
        } catch (IOException | UncheckedIOException failure) {
            add(place + "README.txt", () -> folder + " cannot be read: " + failure + "\n");
        }
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > FILE_BYTES_MAX) {
            return "[Left out: " + Files.size(file) + " bytes are too many.]\n";
        }
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /// One that cannot be read says so; the others are read, and what they hold is known.
    private static SortedMap<String, String> projectFiles(SupportSources from) {
        SortedMap<String, String> files = new TreeMap<>();
        if (from.status().project().isEmpty()) {
            return files;
        }
        Path folder = from.status().project().get();
        try {
            for (String name : ProjectWriter.names(folder)) {
                files.put(name, readable(folder.resolve(name)));
            }
        } catch (IOException | UncheckedIOException unreadable) {
            files.put("README.txt", "The project cannot be read: " + unreadable + "\n");
        }
        return files;
    }

    private static String readable(Path file) {
        try {
            return text(file);
        } catch (IOException unreadable) {
            return "# This could not be read: " + unreadable + "\n";
        }
    }

    /// What is on the screen, what kept the project from opening, and what the gateway says.
    private String problems(List<Problem> shown) {
        Set<Problem> all = new LinkedHashSet<>(shown);
        all.addAll(from.status().problems());
        from.gateway().ifPresent(gateway -> all.addAll(gateway.snapshot().faults()));
        return all.isEmpty()
                ? "none\n"
                : all.stream().map(Problem::oneLine).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String readme(boolean payloads, int unread) {
        return """
        A support bundle of Fieldproof. It was written to a file and sent nowhere.
        Secrets are masked with ***; manifest.json says how many in which file.
        %s
        %sNames of hosts, devices and topics are in it: they are part of the project.
        """
                .formatted(
                        payloads
                                ? "The folder payloads holds messages of the plant, as was asked."
                                : "Messages of the plant were left out.",
                        unread == 0
                                ? ""
                                : "Files of the secrets folder that could not be read: "
                                        + unread
                                        + ".\nWhat they hold is masked only where its name says"
                                        + " so.\n");
    }
}
