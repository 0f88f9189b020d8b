package org.fieldproof.engine.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fieldproof.api.draft.DraftMends;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.project.Mend;
import org.fieldproof.api.project.Problem;
import org.fieldproof.engine.draft.DraftChecks;
import org.fieldproof.engine.draft.DraftFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the check knows to mend, done to the draft as a console does it. Harm if it breaks: a press
/// of a button changes something else than what was complained of.
final class MendsTest {
    private static final String SLIPS =
            """
            fieldproof: 1
            name: slips
            connections:
              - {id: devices, type: listner, keepAlive: 90s}
              - id: plant
                type: simulator
                target: devises
                devices:
                  - {id: press-01, topic: plant/press}
              # the hall next door
              - id: reader
                type: subscriber
                hots: 192.0.2.7   # behind the firewall
                class: SIM
                port:
                colour: red
            pipelines:
              - {id: main, from: [devices, reader, plantt], match: ["#"], to: [upstream, nowhere]}
            destinations:
              - {id: upstream, type: broker, lane: {whenFull: drop-odlest}}
            """;

    @TempDir Path folder;

    private static ProjectDraft draft(String yaml) {
        return DraftFiles.read(Map.of("project.yaml", yaml)).orElseThrow();
    }

    private List<Problem> problems(ProjectDraft draft) {
        return DraftChecks.read(folder, draft, FakeTypes.catalog()).problems();
    }

    private static Optional<ProjectDraft> mended(ProjectDraft draft, Problem problem) {
        List<String> steps = FieldPath.of(problem.where().path()).steps();
        return Arrays.stream(Section.values())
                .filter(section -> steps.size() > 1 && section.field().equals(steps.getFirst()))
                .findFirst()
                .flatMap(
                        section -> {
                            Group part = draft.parts(section).get(Integer.parseInt(steps.get(1)));
                            return DraftMends.mended(
                                    draft,
                                    new PartRef(section, part.text("id")),
                                    new FieldPath(steps).from(2),
                                    problem.mend());
                        });
    }

    private ProjectDraft mendAll(String yaml) {
        ProjectDraft draft = draft(yaml);
        for (int round = 0; round < 20; round++) {
            ProjectDraft now = draft;
            Optional<ProjectDraft> next =
                    problems(now).stream().flatMap(each -> mended(now, each).stream()).findFirst();
            if (next.isEmpty()) {
                return draft;
            }
            draft = next.get();
        }
        throw new AssertionError("does not end: " + problems(draft));
    }

    @Test
    void everySlipIsMendedInItsPlaceAndNothingElseChanges() {
        ProjectDraft mended = mendAll(SLIPS);
        assertThat(DraftFiles.of(mended).get("project.yaml"))
                .isEqualTo(
                        SLIPS.replace("listner", "listener")
                                .replace("devises", "devices")
                                .replace("hots:", "host:")
                                .replace("class: SIM", "class: LIVE")
                                .replace("    port:\n", "")
                                .replace("    colour: red\n", "")
                                .replace("plantt", "plant")
                                .replace(", nowhere", "")
                                .replace("drop-odlest", "drop-oldest"));
        assertThat(problems(mended)).isEmpty();
    }

    /// Whether it is to be wired or to go is a decision: it may have been added a moment ago.
    @Test
    void aPartThatNobodyUsesYetStays() {
        String unused = SLIPS.replace(", reader", "").replace("class: SIM\n", "class: LIVE\n");
        ProjectDraft mended = mendAll(unused);
        assertThat(mended.part(new PartRef(Section.CONNECTIONS, "reader"))).isPresent();
        assertThat(problems(mended)).extracting(Problem::code).containsExactly("PROJ-0309");
    }

    /// The control: what takes a decision has no button.
    @Test
    void whatTakesAPersonIsLeftToOne() {
        String doubtful =
                SLIPS.replace("name: slips", "name: slips\nlimits: {logBytes: 1}")
                        .replace("id: main", "id: Main 1")
                        .replace("    target: devises\n", "    target: plant\n");
        ProjectDraft mended = mendAll(doubtful);
        assertThat(problems(mended))
                .isNotEmpty()
                .allMatch(each -> each.mend() instanceof Mend.ByHand);
    }
}
