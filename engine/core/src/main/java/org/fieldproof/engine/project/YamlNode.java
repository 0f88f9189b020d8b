package org.fieldproof.engine.project;

import java.util.List;
import java.util.Optional;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.project.Problem.Place;

/// A piece of a YAML file that remembers where it stands.
sealed interface YamlNode {

    Place place();

    /// What it is, in words for people.
    String kind();

    /// Text, a number, a flag: told apart by what is expected.
    ///
    /// @param plain whether it was written without quotes
    record Scalar(Place place, String text, boolean plain) implements YamlNode {
        @Override
        public String kind() {
            return isNull() ? "nothing" : plain ? "a single value" : "text in quotes";
        }

        boolean isNull() {
            return plain && Text.plain(text).isNull();
        }
    }

    record Sequence(Place place, List<YamlNode> items) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    record Mapping(Place place, List<Entry> entries) implements YamlNode {
        public Mapping {
            entries = List.copyOf(entries);
        }

        Optional<YamlNode> get(String key) {
            for (Entry entry : entries) {
                if (entry.key().equals(key)) {
                    return Optional.of(entry.value());
                }
            }
            return Optional.empty();
        }

        /// The text of a scalar field; empty where it is missing or something else.
        String textOf(String key) {
            return get(key).orElse(this) instanceof Scalar scalar && !scalar.isNull()
                    ? scalar.text()
                    : "";
        }

        @Override
        public String kind() {
            return "a group of fields";
        }
    }

    /// A field of a mapping; its place is the key's.
    record Entry(Place place, String key, YamlNode value) {}
}
