package org.fieldproof.api.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A piece of a project as it is written. Immutable; compared by content, remarks included.
public sealed interface DraftValue {

    /// How a text is written.
    enum Style {
        PLAIN,
        SINGLE_QUOTED,
        DOUBLE_QUOTED,
        /// Over several lines, behind a bar.
        LITERAL
    }

    /// Comments that belong to what follows them.
    ///
    /// @param before whole lines above it, with their `#`; an empty text for an empty line
    /// @param aside what stands behind it in its line, from the first space on; may be empty
    record Remarks(List<String> before, String aside) {
        public static final Remarks NONE = new Remarks(List.of(), "");

        public Remarks {
            before = List.copyOf(before);
        }
    }

    /// A single value: text, number, flag.
    record Text(String text, Style style) implements DraftValue {
        public static Text plain(String text) {
            return new Text(text, Style.PLAIN);
        }

        /// Whether a project file takes it for nothing.
        public boolean isNull() {
            return style == Style.PLAIN
                    && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }
    }

    record Item(DraftValue value, Remarks remarks) {
        public static Item of(DraftValue value) {
            return new Item(value, Remarks.NONE);
        }
    }

    /// A list.
    ///
    /// @param flow written in brackets in one line
    record Items(List<Item> items, boolean flow) implements DraftValue {
        public Items {
            items = List.copyOf(items);
        }

        /// A list of words in brackets.
        public static Items ofTexts(List<String> texts) {
            return new Items(texts.stream().map(t -> Item.of(Text.plain(t))).toList(), true);
        }

        /// The words of a list of words; what is something else is left out.
        public List<String> texts() {
            List<String> texts = new ArrayList<>();
            for (Item item : items) {
                if (item.value() instanceof Text text) {
                    texts.add(text.text());
                }
            }
            return texts;
        }

        /// The groups among the items.
        public List<Group> groups() {
            List<Group> groups = new ArrayList<>();
            for (Item item : items) {
                if (item.value() instanceof Group group) {
                    groups.add(group);
                }
            }
            return groups;
        }
    }

    record Entry(String key, DraftValue value, Remarks remarks) {
        public static Entry of(String key, DraftValue value) {
            return new Entry(key, value, Remarks.NONE);
        }
    }

    /// A group of fields, in order.
    ///
    /// @param flow written in braces in one line
    record Group(List<Entry> entries, boolean flow) implements DraftValue {
        public static final Group EMPTY = new Group(List.of(), false);

        public Group {
            entries = List.copyOf(entries);
        }

        public static Group of(Entry... entries) {
            return new Group(List.of(entries), false);
        }

        public Optional<DraftValue> get(String key) {
            for (Entry entry : entries) {
                if (entry.key().equals(key)) {
                    return Optional.of(entry.value());
                }
            }
            return Optional.empty();
        }

        /// The text of a field; empty where it is missing or something else.
        public String text(String key) {
            return get(key).orElse(this) instanceof Text text ? text.text() : "";
        }

        /// The words of a field that is a list of them.
        public List<String> texts(String key) {
            return get(key).orElse(this) instanceof Items items ? items.texts() : List.of();
        }

        /// The group of a field; an empty one where it is missing.
        public Group group(String key) {
            return get(key).orElse(EMPTY) instanceof Group group ? group : EMPTY;
        }

        /// The same with a field changed in its place, or added at the end.
        public Group with(String key, DraftValue value) {
            List<Entry> next = new ArrayList<>();
            boolean found = false;
            for (Entry entry : entries) {
                boolean same = entry.key().equals(key);
                found |= same;
                next.add(same ? new Entry(key, value, entry.remarks()) : entry);
            }
            if (!found) {
                next.add(Entry.of(key, value));
            }
            return new Group(next, flow);
        }

        public Group with(String key, String text) {
            return with(key, Text.plain(text));
        }

        /// The same with another name for a field.
        public Group renamed(String key, String name) {
            return new Group(
                    entries.stream()
                            .map(
                                    each ->
                                            each.key().equals(key)
                                                    ? new Entry(name, each.value(), each.remarks())
                                                    : each)
                            .toList(),
                    flow);
        }

        /// The same without a field, and without the remarks about it.
        public Group without(String key) {
            return new Group(entries.stream().filter(e -> !e.key().equals(key)).toList(), flow);
        }
    }

    /// About how many bytes it takes in memory, for bounds.
    default long weightBytes() {
        return switch (this) {
            case Text(String text, Style _) -> 48L + text.length();
            case Items(List<Item> items, boolean _) ->
                    48L + items.stream().mapToLong(i -> 32 + i.value().weightBytes()).sum();
            case Group(List<Entry> entries, boolean _) ->
                    48L
                            + entries.stream()
                                    .mapToLong(e -> 48 + e.key().length() + e.value().weightBytes())
                                    .sum();
        };
    }
}
