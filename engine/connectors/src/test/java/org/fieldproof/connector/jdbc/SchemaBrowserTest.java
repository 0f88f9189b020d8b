package org.fieldproof.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.doctor.DoctorReport;
import org.fieldproof.api.doctor.DoctorStep;
import org.fieldproof.api.doctor.Examination;
import org.fieldproof.api.doctor.StepVerdict;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.spi.SchemaBrowser;
import org.fieldproof.api.spi.SinkFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What is said of a database before the first record. If one of these breaks, an engineer learns
/// from a stopped lane that the table has another shape, or looking around changes something.
final class SchemaBrowserTest {
    @TempDir static Path directory;
    @RegisterExtension static PostgresServer server = PostgresServer.ofAClass();

    private static SinkBench postgres(String table, String partition) {
        Map<String, String> fields = new HashMap<>(server.fields(table));
        fields.put("partition", partition);
        return new SinkBench(new PostgresSinkFactory(), fields, directory);
    }

    private SinkBench h2(String name) {
        return new SinkBench(
                new H2SinkFactory(), Map.of("table", "readings"), directory.resolve(name));
    }

    /// Harm: what is announced is not what is done.
    @Test
    void whatWouldBeExecutedMakesWhatTheSinkMakes() throws Exception {
        try (SinkBench bench = postgres("announced", "day");
                SchemaBrowser browser = new PostgresSinkFactory().browser(bench).orElseThrow()) {
            SchemaBrowser.Fit fit = browser.fit();
            assertThat(fit.exists()).isFalse();
            assertThat(fit.faults()).isEmpty();
            assertThat(fit.statements()).hasSize(5);
            assertThat(browser.tables(100)).noneMatch(SchemaBrowser.Table::ours);
            for (String each : fit.statements()) {
                server.execute(each);
            }
            bench.open();
            assertThat(browser.fit()).isEqualTo(new SchemaBrowser.Fit(true, List.of(), List.of()));
            String today = LocalDate.now(ZoneOffset.UTC).toString().replace("-", "");
            assertThat(browser.tables(100))
                    .startsWith(
                            new SchemaBrowser.Table(
                                    "public", "announced", "partitioned table", true),
                            new SchemaBrowser.Table(
                                    "public", "announced_p" + today, "table", true));
            assertThat(browser.columns(browser.tables(1).getFirst()))
                    .hasSize(PostgresTable.COLUMNS.size())
                    .contains(
                            new SchemaBrowser.Column("epoch", "uuid", true, true),
                            new SchemaBrowser.Column("payload", "bytea", true, false),
                            new SchemaBrowser.Column("properties", "jsonb", false, false),
                            new SchemaBrowser.Column(
                                    "accept_time", "timestamp with time zone", true, true));
        }
    }

    @Test
    void everythingThatDoesNotFitIsNamedAtOnce() throws Exception {
        server.execute("CREATE TABLE odd (epoch uuid, seq integer, owner text NOT NULL)");
        try (SinkBench bench = postgres("odd", "none");
                SchemaBrowser browser = new PostgresSinkFactory().browser(bench).orElseThrow()) {
            assertThat(browser.fit().faults())
                    .contains(
                            "column seq is integer, expected bigint.",
                            "column payload (bytea) is missing.",
                            "column owner must have a value and has no default.",
                            "it has no primary key (epoch, seq), so a replay would double.");
        }
    }

    @Test
    void theDoctorTellsTablesColumnsAndWhatItWouldExecute() throws Exception {
        server.execute("CREATE TABLE of_others (a int)");
        try (SinkBench bench = postgres("examined", "month")) {
            DoctorReport missing = examine(new PostgresSinkFactory(), bench);
            assertThat(facts(missing, "wouldExecute")).hasSize(5);
            assertThat(facts(missing, "table")).contains("public.of_others, table");
            assertThat(server.number("SELECT count(*) FROM pg_class WHERE relname = 'examined'"))
                    .as("looking made nothing")
                    .isZero();
            bench.open();
            DoctorReport there = examine(new PostgresSinkFactory(), bench);
            assertThat(facts(there, "wouldExecute")).isEmpty();
            assertThat(facts(there, "column")).contains("epoch uuid, required, key");
        }
    }

    @Test
    void anH2FileTellsTheSame() throws Exception {
        try (SinkBench bench = h2("whole")) {
            try (SchemaBrowser browser = new H2SinkFactory().browser(bench).orElseThrow()) {
                assertThat(browser.fit().exists()).isFalse();
                assertThat(browser.fit().statements())
                        .singleElement()
                        .asString()
                        .startsWith("CREATE TABLE");
                assertThat(browser.tables(10)).isEmpty();
            }
            assertThat(directory.resolve("whole/readings.mv.db"))
                    .as("looking made nothing")
                    .doesNotExist();
            bench.open();
        }
        try (SinkBench bench = h2("whole");
                SchemaBrowser browser = new H2SinkFactory().browser(bench).orElseThrow()) {
            assertThat(browser.fit()).isEqualTo(new SchemaBrowser.Fit(true, List.of(), List.of()));
            SchemaBrowser.Table ours = browser.tables(10).getFirst();
            assertThat(ours)
                    .isEqualTo(new SchemaBrowser.Table("PUBLIC", "READINGS", "table", true));
            assertThat(browser.columns(ours))
                    .contains(
                            new SchemaBrowser.Column("SEQ", "BIGINT", true, true),
                            new SchemaBrowser.Column("PROPERTIES", "JSON", false, false));
        }
    }

    /// Harm: the doctor calls a table of another shape healthy, and the lane stops at it.
    @Test
    void anH2TableOfAnotherShapeFailsTheDoctor() throws Exception {
        try (var connection = H2File.durable("table", directory.resolve("odd/readings")).connect();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE READINGS (EPOCH INT PRIMARY KEY)");
        }
        try (SinkBench bench = h2("odd")) {
            DoctorReport report = examine(new H2SinkFactory(), bench);
            assertThat(report.of(DoctorStep.PERMISSION).verdict())
                    .isInstanceOfSatisfying(
                            StepVerdict.Failed.class,
                            failed -> assertThat(failed.why().code()).isEqualTo("JDBC-0201"));
            assertThat(facts(report, "doesNotFit").size()).isGreaterThan(10);
        }
    }

    private static DoctorReport examine(SinkFactory factory, SinkBench bench) {
        return new Examination(bench, factory.type(), false, TimeUnit.SECONDS.toNanos(60))
                .run(factory.doctor().orElseThrow());
    }

    private static List<String> facts(DoctorReport report, String name) {
        return report.of(DoctorStep.PERMISSION).facts().stream()
                .filter(fact -> fact.name().equals(name))
                .map(Property::value)
                .toList();
    }
}
