package org.fieldproof.engine.tag;

import java.util.List;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.tag.TagDiff;

/// A change of a tag table that is planned and not made (TIO-1).
public sealed interface TagChange {
    /// What would change.
    TagDiff diff();

    /// Why it is refused, or what is left out of it.
    List<Problem> problems();

    /// It can be made, by [TagTables#make].
    record Possible(TagDiff diff, List<Problem> problems, Step step) implements TagChange {
        public Possible {
            problems = List.copyOf(problems);
        }
    }

    /// It cannot; nothing changes.
    record Refused(TagDiff diff, List<Problem> problems) implements TagChange {
        public Refused {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("problems: none (expected: at least one)");
            }
        }
    }
}
