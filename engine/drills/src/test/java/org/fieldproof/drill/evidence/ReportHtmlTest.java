package org.fieldproof.drill.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.fieldproof.api.record.CsvCell;
import org.fieldproof.drill.ledger.Planted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportHtmlTest {
    @TempDir Path folder;

    private final String report = ReportHtml.render(SampleEvidence.passing(), "aa:bb:cc");

    @Test
    void theHeadlineSaysWhatHappened() {
        assertThat(report).contains("Passed: nothing was lost in a 30 s outage of upstream");
        assertThat(report).contains("of 120 accepted").contains("peak 9,012 · limit 60 s");
    }

    @Test
    void nothingInItRunsAndNothingIsLoaded() {
        assertThat(report).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
        assertThat(report.toLowerCase(Locale.ROOT))
                .doesNotContain("<script")
                .doesNotContain("javascript:")
                .doesNotContain("src=")
                .doesNotContain("href=")
                .doesNotContain("@import")
                .doesNotContain("url(")
                .doesNotContain("http://")
                .doesNotContain("https://");
        assertThat(report).contains("default-src 'none'");
    }

    @Test
    void whatTheDoctorFoundStandsOnThePage() {
        assertThat(report)
                .contains("as the doctor found them")
                .contains("✕ failed")
                .contains("It does not work: JDBC-0301.")
                .contains("values are left out.")
                .contains("not examined")
                .contains("Its class is LIVE.");
    }

    @Test
    void everyDangerousCharacterIsEscaped() {
        assertThat(Words.html("<a href=\"x\" o='y'>&\u0000"))
                .isEqualTo("&lt;a href=&quot;x&quot; o=&#39;y&#39;&gt;&amp;\ufffd");
    }

    @Test
    void aLossIsTheHeadlineAndNamedWithItsIdentity() {
        Planted lossy = new Planted(40);
        lossy.upstream.remove(17);
        String failed =
                ReportHtml.render(
                        SampleEvidence.of(lossy.ledgers(), SampleEvidence.facts("", List.of())),
                        "aa");

        assertThat(failed).contains("Failed: 1 record was lost in a 30 s outage of upstream");
        assertThat(failed).contains("not-at-destination").contains("1,018");
        assertThat(failed).doesNotContain("nothing was lost");
    }

    @Test
    void unknownIsWrittenAsUnknownAndNeverAsZero() {
        Planted blind = new Planted(40);
        blind.upstreamReadable = false;
        String open =
                ReportHtml.render(
                        SampleEvidence.of(blind.ledgers(), SampleEvidence.facts("", List.of())),
                        "aa");

        assertThat(open).contains("Inconclusive: this run proves nothing either way");
        assertThat(open).contains("<div class=\"value unknown\">unknown</div>");
    }

    @Test
    void payloadsTopicsAndHostsAreNowhereInTheFile() throws IOException {
        Path file = EvidenceWriter.write(SampleEvidence.passing(), new TestSigner(), folder);

        for (Map.Entry<String, byte[]> each : EvidenceVerifierTest.entries(file).entrySet()) {
            String text = new String(each.getValue(), StandardCharsets.UTF_8);
            assertThat(text)
                    .as(each.getKey())
                    .doesNotContain(SampleEvidence.SECRET_HOST)
                    .doesNotContain(SampleEvidence.SECRET_PAYLOAD)
                    .doesNotContain(SampleEvidence.SECRET_USER)
                    .doesNotContain("plant/hall-2")
                    .doesNotContain("10.20.30.40")
                    .doesNotContain("site-7");
        }
    }

    @Test
    void spreadsheetsFindNoFormulaInALedger() throws IOException {
        for (String hostile :
                List.of("=1+1", "+x", "-x", "@x", "\tx", "'x", "a,b", "a\"b", "a\nb", "")) {
            String cell = CsvCell.of(hostile);
            assertThat(cell).doesNotStartWith("=").doesNotStartWith("+").doesNotStartWith("@");
            List<String> read =
                    Objects.requireNonNull(
                            Csv.read(new BufferedReader(new StringReader(cell + ",z\n"))));
            assertThat(read).hasSize(2);
            assertThat(CsvCell.text(read.getFirst())).isEqualTo(hostile);
        }
    }

    @Test
    void durationsReadAsPeopleSayThem() {
        assertThat(Words.duration(-1)).isEqualTo("unknown");
        assertThat(Words.duration(250)).isEqualTo("250 ms");
        assertThat(Words.duration(1_400)).isEqualTo("1.4 s");
        assertThat(Words.duration(30_000)).isEqualTo("30 s");
        assertThat(Words.duration(150_000)).isEqualTo("2 min 30 s");
        assertThat(Words.duration(18_720_000)).isEqualTo("5 h 12 min");
        assertThat(Words.count(23_399)).isEqualTo("23,399");
    }
}
