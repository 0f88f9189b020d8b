package org.fieldproof.connector.fieldbus.signal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorHost;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagSchema;
import org.fieldproof.connector.work.CaptureFile;
import org.fieldproof.connector.work.Replay;

/// The fields that every field simulator has: where it listens, what it plays, how it misbehaves.
///
/// @param rules which tag plays what; the first that fits counts
/// @param otherwise what a tag plays that no rule fits
/// @param replay path of a capture; empty for none
/// @param delayMillis before each answer
public record SimulatorFields(
        String host,
        int port,
        List<Rule> rules,
        String otherwise,
        String replay,
        long delayMillis) {
    public SimulatorFields {
        rules = List.copyOf(rules);
    }

    /// A signal for the tags whose name fits.
    ///
    /// @param match a tag's name, with `*` for any characters
    public record Rule(String match, String signal) {
        boolean fits(String name) {
            return Pattern.matches(("\\Q" + match + "\\E").replace("*", "\\E.*\\Q"), name);
        }
    }

    /// The fields of every simulator.
    ///
    /// @param defaultPort of the protocol, or one above 1024 in its place
    public static List<Field> fields(int defaultPort) {
        return List.of(
                Field.optional("host", Kind.TEXT, "127.0.0.1", "Address to listen on."),
                Field.optional(
                                "port",
                                Kind.INTEGER,
                                String.valueOf(defaultPort),
                                "TCP port to listen on; 0 for any.")
                        .within(0, 65_535),
                TagSchema.TABLE,
                TagSchema.LIST,
                TagSchema.INSTANCES,
                Field.groups(
                        "signals",
                        false,
                        "Which tag plays what; the first that fits counts.",
                        Field.required("match", Kind.TEXT, "Tag name, with * for anything."),
                        Field.required("signal", Kind.TEXT, "Such as sine(0, 100, 60s).")),
                Field.optional(
                        "signal",
                        Kind.TEXT,
                        "counter(0, 99, 1s)",
                        "What the other tags play, in the device's own numbers."),
                Field.optional(
                        "replay",
                        Kind.PATH,
                        "",
                        "A capture of a real device to play in place of signals."),
                Field.optional("delay", Kind.DURATION, "0ms", "Wait before each answer.")
                        .within(0, 60_000_000_000L));
    }

    public static SimulatorFields of(Config config) {
        List<Rule> rules = new ArrayList<>();
        for (Config rule : config.groups("signals")) {
            rules.add(new Rule(rule.text("match"), rule.text("signal")));
        }
        return new SimulatorFields(
                config.text("host"),
                (int) config.integer("port"),
                rules,
                config.text("signal"),
                config.text("replay"),
                config.duration("delay").toMillis());
    }

    /// Faults of the tags and the signals that need no protocol to be seen.
    ///
    /// @param code of a signal that is none
    public static List<Problem> check(String code, Config config) {
        List<Problem> problems = new ArrayList<>(TagSchema.of(config).problems());
        for (Config rule : config.groups("signals")) {
            if (Signal.parse(rule.text("signal"), 0).isEmpty()) {
                problems.add(noSignal(code, rule.text("signal"), rule.placeOf("signal")));
            }
        }
        if (Signal.parse(config.text("signal"), 0).isEmpty()) {
            problems.add(noSignal(code, config.text("signal"), config.placeOf("signal")));
        }
        return problems;
    }

    private static Problem noSignal(String code, String text, Problem.Place place) {
        return Problem.error(code, "signal", "\"" + text + "\" is no signal.", Signal.FORMS)
                .at(place);
    }

    /// The signal of a tag.
    public Signal signalOf(TagDefinition tag) {
        String text =
                rules.stream()
                        .filter(rule -> rule.fits(tag.name()))
                        .map(Rule::signal)
                        .findFirst()
                        .orElse(otherwise);
        return Signal.parse(text, tag.name().hashCode())
                .orElseThrow(() -> new IllegalArgumentException("signal: " + text));
    }

    /// The capture to play, if there is one.
    ///
    /// @param code of a capture that cannot be read
    public Optional<Replay> replay(String code, ConnectorHost connector) throws ConnectorException {
        if (replay.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Replay(CaptureFile.read(connector.projectDirectory().resolve(replay))));
        } catch (IOException e) {
            throw new ConnectorException(
                    Problem.error(
                            code,
                            "simulator " + connector.id(),
                            "The capture cannot be read: " + e.getMessage() + ".",
                            "Correct replay, or take a new capture."),
                    e);
        }
    }

    public Endpoint endpoint() {
        return new Endpoint(host, port);
    }
}
