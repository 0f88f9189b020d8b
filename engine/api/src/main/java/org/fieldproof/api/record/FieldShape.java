package org.fieldproof.api.record;

import java.util.EnumSet;
import java.util.Set;

/// One field of payloads, as some records had it before and behind the transforms on their way.
///
/// @param path JSON pointer (RFC 6901), such as `/motor/bar`; entries of a list share one, such as
///     `/axes/-`; empty for a payload that is one value
public record FieldShape(String path, Seen before, Seen after) {

    /// What a value is.
    public enum Kind {
        NUMBER,
        TEXT,
        BOOLEAN,
        /// An object or a list with nothing in it.
        EMPTY,
        /// `null`, or no payload at all.
        NOTHING,
        /// Bytes that are no text.
        BYTES
    }

    /// How a field was seen.
    ///
    /// @param kinds each that occurred
    /// @param records in how many it was
    public record Seen(Set<Kind> kinds, int records) {
        /// It was in none.
        public static final Seen NEVER = new Seen(Set.of(), 0);

        public Seen {
            if (kinds.isEmpty() != (records == 0)) {
                throw new IllegalArgumentException(
                        "kinds, records: " + kinds + ", " + records + " (expected: both or none)");
            }
            kinds = Set.copyOf(kinds);
        }

        /// Whether the values are of the same kinds, in however many records.
        public boolean isLike(Seen other) {
            return kinds.equals(other.kinds);
        }

        /// The same, once more, with another kind perhaps.
        public Seen and(Set<Kind> others) {
            EnumSet<Kind> all = EnumSet.copyOf(others);
            all.addAll(kinds);
            return new Seen(all, records + 1);
        }
    }
}
