package org.fieldproof.api.doctor;

import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.Property;
import org.jspecify.annotations.Nullable;

/// What a step says about itself while it works. Confined to the doctor's thread.
public final class StepNotes {
    private static final int FACTS_MAX = 100;
    private static final int VALUE_CHARS_MAX = 2_000;

    private final List<Property> facts = new ArrayList<>();
    private String finding = "";
    private @Nullable Problem doubt;

    StepNotes() {}

    /// What was seen, one sentence for people.
    public void found(String sentence) {
        finding = sentence;
    }

    /// A name and a value for people who go further. What a peer sent may be long: it is cut, and
    /// beyond a hundred facts the rest is left out.
    public void fact(String name, String value) {
        if (facts.size() < FACTS_MAX) {
            String shown =
                    value.length() > VALUE_CHARS_MAX
                            ? value.substring(0, VALUE_CHARS_MAX) + "…"
                            : value;
            facts.add(new Property(name, shown));
        }
    }

    /// It works, but a person should know; the first one counts.
    public void doubt(Problem why) {
        if (doubt == null) {
            doubt = why;
        }
    }

    String finding() {
        return finding;
    }

    List<Property> facts() {
        return List.copyOf(facts);
    }

    @Nullable Problem doubt() {
        return doubt;
    }
}
