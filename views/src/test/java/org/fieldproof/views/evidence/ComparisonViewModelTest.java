package org.fieldproof.views.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
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

    /// Each language's own file is asked: a text that is missing there would be told in English.
    @ParameterizedTest
    @ValueSource(strings = {"evidence", "evidence_de"})
    void everyMeasureStandingReasonSettingAndWordHasWords(String file) throws IOException {
        Properties texts = new Properties();
        String path = "/org/fieldproof/views/i18n/" + file + ".properties";
        try (Reader in =
                new InputStreamReader(
                        Objects.requireNonNull(ComparisonViewModel.class.getResourceAsStream(path)),
                        StandardCharsets.UTF_8)) {
            texts.load(in);
        }
        List<String> keys = new ArrayList<>();
        for (Measure each : Measure.values()) {
            keys.add("measure." + each);
        }
        for (Standing each : Standing.values()) {
            keys.add("standing." + each);
        }
        for (Setting each : Setting.values()) {
            keys.add("setting." + each);
        }
        for (Why each : Why.values()) {
            if (each != Why.NONE) {
                keys.add("why." + each);
            }
        }
        for (String each : ComparisonViewModel.WORDS) {
            keys.add(ComparisonViewModel.wordKey(each));
        }
        for (String each : keys) {
            assertThat(texts.getProperty("evidence." + each, "")).as(each).isNotBlank();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void aFileThatIsNotOursIsNamedAndItsColumnAndTheHeadlineAreMarked(String language) {
        FakeDesk fake = new FakeDesk(Locale.forLanguageTag(language));
        ComparisonViewModel model = new ComparisonViewModel(fake.desk);
        String later = fake.desk.text("evidence.compare.column.run");

        RunComparison forged = compared(fake, "forged.evidence.zip");
        assertThat(model.headline(forged))
                .isEqualTo(
                        fake.desk.text(
                                "evidence.compare.headline.forged",
                                fake.desk.text("evidence.compare.headline.counts", 3L, 1L)));
        assertThat(model.runColumn(forged))
                .isEqualTo(fake.desk.text("evidence.compare.column.forged", later));
        assertThat(model.baseColumn(forged))
                .isEqualTo(fake.desk.text("evidence.compare.column.base"));
        assertThat(model.remarks(forged).getFirst().text()).contains("forged.evidence.zip", later);

        RunComparison foreign = compared(fake, "foreign.evidence.zip");
        assertThat(model.doubtful(foreign)).isTrue();
        assertThat(model.runColumn(foreign))
                .isEqualTo(fake.desk.text("evidence.compare.column.foreign", later));
        assertThat(model.remarks(foreign).getFirst())
                .returns(true, ComparisonViewModel.Remark::bad)
                .extracting(ComparisonViewModel.Remark::text)
                .asString()
                .contains("foreign.evidence.zip", foreign.run().signer());
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
