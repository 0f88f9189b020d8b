package org.fieldproof.views.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.drill.RunComparison;
import org.fieldproof.api.drill.RunComparison.Measure;
import org.fieldproof.api.drill.RunComparison.Setting;
import org.fieldproof.api.drill.RunComparison.Standing;
import org.fieldproof.api.drill.RunComparison.Why;
import org.fieldproof.api.report.Report;
import org.fieldproof.views.fake.FakeDesk;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Harm if it breaks: a comparison says something that neither of the two files does.
final class ComparisonViewModelTest {

    private static RunComparison compared(FakeDesk fake, String file) {
        List<RunComparison> found = new ArrayList<>();
        fake.desk
                .commands()
                .send(
                        new Command.CompareEvidence(Path.of("x"), Path.of(file)),
                        outcome -> found.add(((Outcome.EvidenceCompared) outcome).comparison()));
        return found.getFirst();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void everyMeasureStandingReasonAndSettingHasWords(String language) {
        FakeDesk fake = new FakeDesk(Locale.forLanguageTag(language));
        for (Measure each : Measure.values()) {
            assertThat(fake.desk.text("evidence.measure." + each)).isNotBlank();
        }
        for (Standing each : Standing.values()) {
            assertThat(fake.desk.text("evidence.standing." + each)).isNotBlank();
        }
        for (Setting each : Setting.values()) {
            assertThat(fake.desk.text("evidence.setting." + each)).isNotBlank();
        }
        for (Why each : Why.values()) {
            if (each != Why.NONE) {
                assertThat(fake.desk.text("evidence.why." + each)).isNotBlank();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void thePageForReadingSaysWhatTheConsoleShows(String language) {
        FakeDesk fake = new FakeDesk(Locale.forLanguageTag(language));
        ComparisonViewModel model = new ComparisonViewModel(fake.desk);
        RunComparison found = compared(fake, "forged.evidence.zip");

        Report report = ComparisonReport.of(fake.desk, model, found, List.of());

        assertThat(report.language().getLanguage()).isEqualTo(language);
        assertThat(report.blocks())
                .anyMatch(
                        block ->
                                block instanceof Report.Prose(String text, Report.Tone tone)
                                        && tone == Report.Tone.BAD
                                        && text.contains("samples.csv"));
        Report.Table figures = (Report.Table) report.blocks().getLast();
        assertThat(figures.rows()).hasSameSizeAs(found.lines());
        assertThat(figures.rows().get(1))
                .extracting(Report.Cell::text)
                .contains("press-01 \u2192 upstream", "0", "1", "+1");
        assertThat(figures.rows().get(3))
                .extracting(Report.Cell::text)
                .contains(fake.desk.text("evidence.compare.unknown"), "0", "");
    }
}
