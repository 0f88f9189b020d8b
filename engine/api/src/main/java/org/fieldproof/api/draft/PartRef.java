package org.fieldproof.api.draft;

import java.util.Optional;

/// A member of a project: the section it is in, and its id.
public record PartRef(Section section, String id) implements Comparable<PartRef> {

    /// Reads `kind/id`; empty for anything else.
    public static Optional<PartRef> of(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? Optional.empty()
                : Section.ofKind(text.substring(0, slash))
                        .map(section -> new PartRef(section, text.substring(slash + 1)));
    }

    /// `kind/id`, such as `destination/upstream`.
    @Override
    public String toString() {
        return section.kind() + "/" + id;
    }

    @Override
    public int compareTo(PartRef other) {
        int bySection = section.compareTo(other.section);
        return bySection != 0 ? bySection : id.compareTo(other.id);
    }
}
