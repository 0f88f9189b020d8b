package org.fieldproof.views.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.drill.EvidenceSummary;
import org.fieldproof.api.drill.Verdict;
import org.fieldproof.views.fake.FakeDesk;
import org.fieldproof.views.format.Figures;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: a page claims what the file does not.
final class EvidenceViewModelTest {

    private final FakeDesk fake = new FakeDesk();
    private final EvidenceViewModel model = new EvidenceViewModel(fake.desk);

    private EvidenceSummary page() {
        List<EvidenceSummary> pages = new ArrayList<>();
        fake.desk
                .commands()
                .send(
                        new Command.ReadEvidence(Path.of("x")),
                        outcome -> pages.add(((Outcome.EvidenceRead) outcome).summary()));
        return pages.getFirst();
    }

    private static EvidenceSummary with(EvidenceSummary page, Verdict verdict, long lost) {
        EvidenceSummary.Device device =
                new EvidenceSummary.Device(
                        "press-01",
                        "CN=press-01",
                        10,
                        10,
                        List.of(new EvidenceSummary.LaneCount("local", 9, lost, 0, 0, 0, 0)));
        return new EvidenceSummary(
                page.file(),
                page.drill(),
                page.title(),
                page.project(),
                verdict,
                page.reasons(),
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(60),
                page.outageMs(),
                -1,
                -1,
                0,
                0,
                page.phases(),
                List.of(device),
                page.backlog(),
                page.notTested(),
                page.signer());
    }

    @Test
    void aPassSaysThatNothingWasLostAndInWhatOutage() {
        assertThat(model.headline(page()))
                .isEqualTo("Passed: nothing was lost in an outage of 30.0 s");
        assertThat(model.figures(page()))
                .extracting(EvidenceViewModel.Figure::value)
                .containsExactly("0", "0", "0", "1.4 s", "7.6 s");
    }

    @Test
    void oneUnknownCountMakesTheSumUnknownAndBad() {
        EvidenceSummary page = with(page(), Verdict.INCONCLUSIVE, -1);
        EvidenceViewModel.Figure lost = model.figures(page).getFirst();
        assertThat(lost.value()).isEqualTo(Figures.NONE);
        assertThat(lost.bad()).isTrue();
        assertThat(model.devices(page).getFirst().lost()).isEqualTo(Figures.NONE);
        assertThat(model.headline(page)).startsWith("No verdict");
    }

    @Test
    void aLossIsLoudAtItsDevice() {
        EvidenceSummary page = with(page(), Verdict.FAILED, 1);
        assertThat(model.figures(page).getFirst().bad()).isTrue();
        assertThat(model.devices(page).getFirst().badClass()).isEqualTo("fp-p1");
        assertThat(model.headline(page)).startsWith("Failed");
        assertThat(model.figures(page).get(3).value()).isEqualTo(Figures.NONE);
    }

    @Test
    void theOutageIsShadedForItsWholeLength() {
        var picture = model.backlog(page());
        assertThat(picture.bands()).hasSize(1);
        assertThat(picture.bands().getFirst().toMillis() - picture.bands().getFirst().fromMillis())
                .isEqualTo(30_000);
    }
}
