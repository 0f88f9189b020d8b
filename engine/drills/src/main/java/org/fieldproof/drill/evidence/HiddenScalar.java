package org.fieldproof.drill.evidence;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// A value of a configuration that names the plant, and where it stands in the text. It is the
/// parser that says where a value begins and ends: no pattern knows all forms of YAML.
///
/// @param from index of its first character, with the quote or the sign of a block
/// @param to index behind its last one
/// @param value what it says, without quotes
record HiddenScalar(int from, int to, String value) {
    /// Whatever stands below one of these is hidden, in lists and groups too.
    static final Set<String> KEYS =
            Set.of(
                    "host",
                    "hosts",
                    "url",
                    "uri",
                    "server",
                    "servers",
                    "broker",
                    "topic",
                    "topics",
                    "address",
                    "payload",
                    "user",
                    "username",
                    "clientid",
                    "database",
                    "bucket",
                    "will",
                    "match",
                    "subscribe",
                    "publish",
                    "filter",
                    "prefix",
                    "organisation");

    HiddenScalar {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("to: " + to + " (expected: > from " + from + ")");
        }
    }

    /// A list or group that the parser is in. Confined to one call of [#in(String)].
    private static final class Place {
        private final boolean group;
        private final boolean hidden;
        private boolean atKey;
        private boolean valueHidden;

        Place(boolean group, boolean hidden) {
            this.group = group;
            this.hidden = hidden;
            this.atKey = group;
        }

        boolean hides() {
            return !atKey && (hidden || valueHidden);
        }

        void passed() {
            atKey = group && !atKey;
        }
    }

    /// The hidden values of a text, in its order; empty if it is no YAML.
    static Optional<List<HiddenScalar>> in(String yaml) {
        LoadSettings settings = LoadSettings.builder().setCodePointLimit(yaml.length() + 1).build();
        List<HiddenScalar> found = new ArrayList<>();
        Deque<Place> places = new ArrayDeque<>();
        try {
            for (Event event : new Parse(settings).parseString(yaml)) {
                @Nullable Place place = places.peek();
                switch (event.getEventId()) {
                    case MappingStart, SequenceStart ->
                            places.push(
                                    new Place(
                                            event.getEventId() == Event.ID.MappingStart,
                                            place != null && place.hides()));
                    case MappingEnd, SequenceEnd -> {
                        places.pop();
                        passed(places.peek());
                    }
                    case Scalar -> {
                        scalar((ScalarEvent) event, place, yaml).ifPresent(found::add);
                        passed(place);
                    }
                    case Alias -> passed(place);
                    case StreamStart, StreamEnd, DocumentStart, DocumentEnd, Comment -> {}
                }
            }
        } catch (YamlEngineException noYaml) {
            return Optional.empty();
        }
        return Optional.of(found);
    }

    private static void passed(@Nullable Place place) {
        if (place != null) {
            place.passed();
        }
    }

    private static Optional<HiddenScalar> scalar(
            ScalarEvent scalar, @Nullable Place place, String yaml) {
        if (place == null) {
            return Optional.empty();
        }
        if (place.atKey) {
            place.valueHidden = KEYS.contains(scalar.getValue().toLowerCase(Locale.ROOT));
            return Optional.empty();
        }
        if (!place.hides()) {
            return Optional.empty();
        }
        int from = index(scalar.getStartMark(), yaml);
        int to = index(scalar.getEndMark(), yaml);
        // A block ends behind its last line break, which stays.
        while (to > from && Character.isWhitespace(yaml.charAt(to - 1))) {
            to--;
        }
        return to > from
                ? Optional.of(new HiddenScalar(from, to, scalar.getValue()))
                : Optional.empty();
    }

    /// The parser counts code points.
    private static int index(Optional<Mark> mark, String yaml) {
        return yaml.offsetByCodePoints(0, mark.orElseThrow().getIndex());
    }
}
