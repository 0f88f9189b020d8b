package org.fieldproof.engine.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.doctor.ConnectorDoctor;
import org.fieldproof.api.doctor.DoctorStep;
import org.fieldproof.api.doctor.StepResult;
import org.fieldproof.api.doctor.StepVerdict;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.api.project.ProjectDefinition.DestinationDefinition;
import org.fieldproof.api.project.ProjectDefinition.FullPolicy;
import org.fieldproof.api.project.ProjectDefinition.LaneDefinition;
import org.fieldproof.api.project.ProjectDefinition.Limits;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Credentials;
import org.fieldproof.api.spi.ReadBack;
import org.fieldproof.api.spi.Sink;
import org.fieldproof.api.spi.SinkFactory;
import org.fieldproof.api.spi.SinkHost;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.project.Catalog;
import org.fieldproof.testkit.MapConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Examinations end, whatever a library does, and are kept. If DOC-1 breaks here, one hanging
/// driver hangs `fieldproof check --live` in somebody's build.
class DoctorRoomTest {
    private static final ConfigSchema NO_FIELDS = ConfigSchema.of();

    @TempDir Path data;

    @Test
    void aDoctorThatNeverComesBackIsLeftBehindAtTheLimitDoc1() throws Exception {
        CountDownLatch forEver = new CountDownLatch(1);
        DoctorRoom room =
                room(
                        e ->
                                e.step(
                                        DoctorStep.LOGIN,
                                        notes -> {
                                            awaitUninterruptibly(forEver);
                                            return 0;
                                        }));
        try {
            Examined examined =
                    room.examine("store", 200).toCompletableFuture().get(60, TimeUnit.SECONDS);
            assertThat(examined.report().of(DoctorStep.LOGIN).verdict())
                    .isInstanceOfSatisfying(
                            StepVerdict.Failed.class,
                            f -> assertThat(f.why().code()).isEqualTo("DOCT-0101"));
            assertThat(examined.report().healthy()).isFalse();
        } finally {
            forEver.countDown();
        }
    }

    @Test
    void aReportIsKeptAsEvidenceAndIsReadableByItsOwnerOnly() throws Exception {
        DoctorRoom room = room(e -> e.passed(DoctorStep.HELLO, "hello"));
        Examined examined =
                room.examine("store", 60_000).toCompletableFuture().get(60, TimeUnit.SECONDS);
        Path file = Objects.requireNonNull(examined.evidence());
        String kept = Files.readString(file).replace(" ", "");
        assertThat(file.getParent()).isEqualTo(data.resolve("evidence"));
        assertThat(kept).contains("\"connector\":\"store\"").contains("\"healthy\":true");
        assertThat(kept.split("\"verdict\"", -1)).hasSize(DoctorStep.values().length + 1);
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    }

    /// The contract of `check` lines: a script that knows nothing of steps finds its eight fields.
    @Test
    void aStepLineHasTheFieldsOfAProblemLine() throws Exception {
        DoctorRoom room =
                room(
                        e -> {
                            throw e.failed(
                                    DoctorStep.TCP,
                                    Problem.error("DOCT-0211", "x", "Refused.", "Start it."));
                        });
        Examined examined =
                room.examine("store", 60_000).toCompletableFuture().get(60, TimeUnit.SECONDS);
        StepResult step = examined.report().of(DoctorStep.TCP);
        String line =
                DoctorJson.line(
                        examined.report(), step, new Problem.Place("project.yaml", 7, 3, "x"));
        for (String field :
                List.of(
                        "severity",
                        "file",
                        "line",
                        "column",
                        "path",
                        "code",
                        "message",
                        "remedy",
                        "kind",
                        "connector",
                        "step",
                        "verdict",
                        "millis")) {
            assertThat(line).contains("\"" + field + "\":");
        }
        assertThat(line).contains("\"severity\":\"error\"").contains("\"line\":7");
    }

    @Test
    void whatHasNoDoctorIsRefusedWithAReason() {
        DoctorRoom room = room(e -> {});
        assertThatThrownBy(
                        () ->
                                room.examine("nobody", 1_000)
                                        .toCompletableFuture()
                                        .get(60, TimeUnit.SECONDS))
                .hasCauseInstanceOf(ConnectorException.class)
                .hasMessageContaining("DOCT-0103");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private DoctorRoom room(ConnectorDoctor doctor) {
        LaneDefinition lane =
                new LaneDefinition(1, 1, 0, 1, 1, FullPolicy.BLOCK, 0, 1_000_000_000L);
        DestinationDefinition store =
                new DestinationDefinition(
                        "store", "fake", "Store", false, lane, new MapConfig(NO_FIELDS, Map.of()));
        ProjectDefinition project =
                new ProjectDefinition(
                        data,
                        "p",
                        "P",
                        "",
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(store),
                        List.of(),
                        new Limits(1, 1, 1, 0));
        return new DoctorRoom(
                project,
                new Catalog(List.of(), List.of(new Fake(doctor)), List.of()),
                new ExaminedPlace(
                        GatewayClock.system(),
                        reference -> new char[0],
                        new NoKeys(),
                        data,
                        data,
                        ExaminedPlace.Listening.NOBODY,
                        false));
    }

    private record Fake(ConnectorDoctor examiner) implements SinkFactory {
        @Override
        public String type() {
            return "fake";
        }

        @Override
        public String title() {
            return "Fake";
        }

        @Override
        public ConfigSchema schema() {
            return NO_FIELDS;
        }

        @Override
        public Sink create(SinkHost host) {
            throw new IllegalStateException("never made");
        }

        @Override
        public Optional<ReadBack> readBack(SinkHost host) {
            return Optional.empty();
        }

        @Override
        public Optional<ConnectorDoctor> doctor() {
            return Optional.of(examiner);
        }
    }

    private static final class NoKeys implements Credentials {
        @Override
        public TlsIdentity server(String name) {
            throw new IllegalStateException("no keys here");
        }

        @Override
        public TlsIdentity client(String name) {
            throw new IllegalStateException("no keys here");
        }

        @Override
        public TlsIdentity fromFiles(String certificate, String key, char[] password) {
            throw new IllegalStateException("no keys here");
        }

        @Override
        public List<X509CRL> revocationLists(String path) {
            throw new IllegalStateException("no lists here");
        }

        @Override
        public TlsIdentity trustOnly(String trustPath) {
            throw new IllegalStateException("no keys here");
        }
    }
}
