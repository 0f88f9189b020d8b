package org.fieldproof.api.tag;

import java.util.List;
import org.fieldproof.api.project.Problem;

/// What became of reading a tag table (TAG-2).
public sealed interface TagRead {

    /// Everything found, in the order of the lines.
    List<Problem> problems();

    /// What can be used of it; nothing of a file that is refused.
    default TagTable sound() {
        return switch (this) {
            case Complete(TagTable table) -> table;
            case Partial(TagTable sound, List<Problem> _) -> sound;
            case Refused _ -> TagTable.of(List.of());
        };
    }

    /// Every line is sound.
    record Complete(TagTable table) implements TagRead {
        @Override
        public List<Problem> problems() {
            return List.of();
        }
    }

    /// Some lines are faulty. The table has the sound ones; who wants to go on with them says so.
    record Partial(TagTable sound, List<Problem> problems) implements TagRead {
        public Partial {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("problems: none (expected: at least one)");
            }
        }
    }

    /// The file as a whole is no tag table.
    record Refused(List<Problem> problems) implements TagRead {
        public Refused {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("problems: none (expected: at least one)");
            }
        }
    }
}
