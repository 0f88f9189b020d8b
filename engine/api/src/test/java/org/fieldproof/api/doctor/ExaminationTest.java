package org.fieldproof.api.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Endpoint;
import org.junit.jupiter.api.Test;

/// The laws of the package. If DOC-1 breaks, a hanging device hangs the console's doctor or
/// somebody's CI; if DOC-2 breaks, a step that nobody looked at reads as a pass.
class ExaminationTest {
    private static final long LONG_NANOS = TimeUnit.MINUTES.toNanos(5);

    @Test
    void aFailedStepEndsTheExaminationAndTheRestIsSkippedDoc2() {
        Problem why = Problem.error("DOCT-0211", "x", "Nothing listens.", "Start it.");
        DoctorReport report =
                examination()
                        .run(
                                e -> {
                                    e.passed(DoctorStep.DNS, "found");
                                    throw e.failed(DoctorStep.TCP, why);
                                });
        assertThat(report.of(DoctorStep.DNS).verdict()).isEqualTo(new StepVerdict.Passed("found"));
        assertThat(report.of(DoctorStep.TCP).verdict()).isEqualTo(new StepVerdict.Failed(why));
        assertThat(report.steps().subList(2, 8))
                .allSatisfy(s -> assertThat(s.verdict()).isInstanceOf(StepVerdict.Skipped.class));
        assertThat(report.healthy()).isFalse();
    }

    @Test
    void whatWasNotToldIsNotApplicableAndADoubtIsNoFailureDoc2() {
        DoctorReport report =
                examination()
                        .run(
                                e ->
                                        e.step(
                                                DoctorStep.HELLO,
                                                notes -> {
                                                    notes.doubt(
                                                            Problem.warning(
                                                                    "DOCT-0331", "x", "Ends.", ""));
                                                    return 1;
                                                }));
        assertThat(report.of(DoctorStep.HELLO).verdict()).isInstanceOf(StepVerdict.Doubtful.class);
        assertThat(report.of(DoctorStep.DNS).verdict())
                .isInstanceOf(StepVerdict.NotApplicable.class);
        assertThat(report.healthy()).isTrue();
    }

    @Test
    void aFailureOfTheDoctorItselfIsAFailedStepAndNoCrash() {
        DoctorReport report =
                examination()
                        .run(
                                e -> {
                                    e.begin(DoctorStep.LOGIN);
                                    throw new IllegalStateException("boom");
                                });
        assertThat(report.of(DoctorStep.LOGIN).verdict())
                .isInstanceOfSatisfying(
                        StepVerdict.Failed.class,
                        f -> assertThat(f.why().code()).isEqualTo("DOCT-0102"));
    }

    /// The peer accepts and never says a word; the doctor's read has no time-out of its own.
    @Test
    void theLimitFreesADoctorThatHangsAndSaysInWhichStepDoc1() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Examination examination = examination();
            CountDownLatch reading = new CountDownLatch(1);
            AtomicReference<DoctorReport> got = new AtomicReference<>();
            Thread doctor =
                    Thread.ofPlatform().start(() -> got.set(hang(examination, mute, reading)));
            assertThat(reading.await(30, TimeUnit.SECONDS)).isTrue();
            examination.expire();
            doctor.join(30_000);
            assertThat(doctor.isAlive()).as("DOC-1").isFalse();
            StepResult hello = examination.report().of(DoctorStep.HELLO);
            assertThat(hello.verdict())
                    .isInstanceOfSatisfying(
                            StepVerdict.Failed.class,
                            f -> assertThat(f.why().code()).isEqualTo("DOCT-0101"));
            assertThat(got.get()).isEqualTo(examination.report());
        }
    }

    private static DoctorReport hang(
            Examination examination, ServerSocket mute, CountDownLatch reading) {
        return examination.run(
                e -> {
                    Endpoint target = new Endpoint("127.0.0.1", mute.getLocalPort());
                    NetworkSteps.reach(e, target);
                    e.step(
                            DoctorStep.HELLO,
                            notes -> {
                                try {
                                    Socket socket =
                                            new Socket(
                                                    InetAddress.getLoopbackAddress(),
                                                    mute.getLocalPort());
                                    e.closeAtEnd(socket);
                                    reading.countDown();
                                    return socket.getInputStream().read();
                                } catch (IOException | ExaminationEnded told) {
                                    throw new ConnectorException(
                                            Problem.error("DOCT-0214", "x", "Closed.", ""), told);
                                }
                            });
                });
    }

    @Test
    void aPortWhereNobodyListensAndANameNobodyKnowsAreToldApart() throws Exception {
        // Bound and not listening: a port that was let go may be somebody else's by then.
        try (Socket held = new Socket()) {
            held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Endpoint nobody = new Endpoint("127.0.0.1", held.getLocalPort());
            DoctorReport refused = examination().run(e -> NetworkSteps.reach(e, nobody));
            assertThat(refused.of(DoctorStep.TCP).verdict())
                    .isInstanceOfSatisfying(
                            StepVerdict.Failed.class,
                            f -> assertThat(f.why().code()).isEqualTo("DOCT-0211"));
        }
        DoctorReport unknown =
                examination().run(e -> NetworkSteps.reach(e, new Endpoint("a..b", 1)));
        assertThat(unknown.of(DoctorStep.DNS).verdict())
                .isInstanceOfSatisfying(
                        StepVerdict.Failed.class,
                        f -> assertThat(f.why().code()).isEqualTo("DOCT-0201"));
    }

    private static Examination examination() {
        return new Examination(new FakeContext(), "fake", false, LONG_NANOS);
    }
}
