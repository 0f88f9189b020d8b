package org.fieldproof.views.tags;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.doctor.TagSeen;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.views.i18n.Texts;
import org.fieldproof.views.tags.ImportPlan.Kind;
import org.fieldproof.views.tags.ImportPlan.Line;

/// What the device says of the tags that an import would bring: the third side of the difference,
/// beside file and list. An answer is for the tag as it was asked for, not for its name: when the
/// file or the way of the import changes, it is not told of another address. FX thread.
final class DeviceWords {
    private static final Set<Kind> ASKED = Set.of(Kind.ADDED, Kind.CHANGED);

    private final Texts texts;
    private final Map<TagDefinition, TagSeen> seen = new HashMap<>();
    private Map<String, TagDefinition> coming = Map.of();
    private List<TagDefinition> asking = List.of();
    private int notAsked;
    private boolean possible;
    private Optional<Problem> refusal = Optional.empty();

    DeviceWords(Texts texts) {
        this.texts = texts;
    }

    /// @param tags that the plan of now would bring
    /// @param canBe whether it can be taken as it is
    void plan(List<TagDefinition> tags, boolean canBe) {
        possible = canBe;
        Map<String, TagDefinition> byName = new HashMap<>();
        tags.forEach(tag -> byName.put(tag.name(), tag));
        coming = byName;
    }

    void ask() {
        asking = List.copyOf(coming.values());
        refusal = Optional.empty();
    }

    void answered(Outcome outcome) {
        Map<String, TagDefinition> asked = new HashMap<>();
        asking.forEach(tag -> asked.put(tag.name(), tag));
        asking = List.of();
        notAsked = 0;
        switch (outcome) {
            case Outcome.TagsSeen answer -> {
                notAsked = answer.notAsked();
                for (TagSeen each : answer.tags()) {
                    TagDefinition tag = asked.get(each.tag());
                    if (tag != null) {
                        seen.put(tag, each);
                    }
                }
            }
            case Outcome.Refused(Problem why) -> refusal = Optional.of(why);
            default -> throw new IllegalStateException("a device answers " + outcome);
        }
    }

    /// Why the device could not be asked.
    Optional<Problem> refusal() {
        return refusal;
    }

    /// Why it cannot be asked now; empty if it can.
    String hindrance() {
        if (!asking.isEmpty()) {
            return texts.get("tags.import.asking");
        }
        if (!possible) {
            return texts.get("tags.import.impossible");
        }
        return coming.isEmpty() ? texts.get("tags.import.askNothing") : "";
    }

    /// The lines with what it said of their tags.
    List<Line> on(List<Line> lines) {
        return lines.stream().map(line -> line.asked(of(line))).toList();
    }

    private String of(Line line) {
        TagDefinition tag = ASKED.contains(line.kind()) ? coming.get(line.name()) : null;
        TagSeen answer = tag == null ? null : seen.get(tag);
        if (answer == null) {
            return "";
        }
        return answer.isThere()
                ? answer.value()
                : texts.get("tags.import.device.missing", answer.why());
    }

    /// How many of the plan's tags it has, where it was asked.
    List<String> summary() {
        if (!asking.isEmpty()) {
            return List.of(texts.get("tags.import.asking"));
        }
        List<TagSeen> answers =
                coming.values().stream().map(seen::get).filter(Objects::nonNull).toList();
        if (answers.isEmpty() && notAsked == 0) {
            return List.of();
        }
        long there = answers.stream().filter(TagSeen::isThere).count();
        String count = texts.get("tags.import.device.count", there, answers.size());
        return notAsked == 0
                ? List.of(count)
                : List.of(count, texts.get("tags.import.device.notAsked", notAsked));
    }
}
