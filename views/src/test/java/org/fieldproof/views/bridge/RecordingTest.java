package org.fieldproof.views.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.fieldproof.api.Gateway;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.event.EventPage;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.views.fake.FakeDesk;
import org.fieldproof.views.fake.FakePlant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: somebody who looks back is shown what never was, or the console takes ever
/// more memory.
final class RecordingTest {

    private static final long BOUND = Recording.PICTURE_BYTES_MAX + Recording.VALUE_BYTES_MAX;

    private final FakeDesk fake = new FakeDesk();

    private Recording recording() {
        return fake.desk.pulse().recording();
    }

    private static long second(Frame frame) {
        return frame.snapshot().time().getEpochSecond();
    }

    @Test
    void everySecondComesBackAsItWas() {
        Map<Long, GatewaySnapshot> shown = new HashMap<>();
        fake.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "c", null));
        fake.workspace.gateway.standing =
                new FakePlant().with("press-01", "north/hall-2").with("pump-02", "").devices();
        for (int i = 0; i < 200; i++) {
            fake.workspace.clock.advanceMillis(1000);
            Frame frame = fake.frame();
            shown.put(second(frame), frame.snapshot());
        }
        List<Long> seconds = new ArrayList<>(shown.keySet());
        // In no order: most of them lead back into a stretch that was read beyond them.
        seconds.sort((a, b) -> Long.compare(a * 7919 % 211, b * 7919 % 211));
        for (long second : seconds) {
            GatewaySnapshot then = recording().at(second).picture().orElseThrow();
            GatewaySnapshot was = Objects.requireNonNull(shown.get(second));
            assertThat(then.alarms()).isEqualTo(was.alarms());
            assertThat(then.drills()).isEqualTo(was.drills());
            assertThat(then.faults()).isEqualTo(was.faults());
            assertThat(then.links()).isEqualTo(was.links());
            assertThat(then.time()).isEqualTo(was.time());
            // Numbers with a point have seven digits there.
            assertThat(then)
                    .usingRecursiveComparison()
                    .withComparatorForType(
                            (a, b) -> Math.abs(a - b) <= 1e-6 * Math.abs(b) ? 0 : 1, Double.class)
                    .isEqualTo(was);
        }
    }

    /// Harm: what was to be made ready for the first look back is not.
    @Test
    void aRehearsalReadsBackBothKindsOfRows() {
        GatewaySnapshot picture = fake.frame().snapshot();
        Past read = Recording.rehearse(picture);
        assertThat(read.picture().orElseThrow().alarms()).isEqualTo(picture.alarms());
        assertThat(read.values().orElseThrow().values()).hasSize(1);
        assertThat(recording().at(0).picture()).isEmpty();
    }

    @Test
    void valuesComeBackWithThem() {
        Frame then = fake.after(5);
        Outcome.LatestRead was =
                (Outcome.LatestRead)
                        fake.workspace
                                .gateway
                                .submit(new Command.ReadLatest("#", 500))
                                .toCompletableFuture()
                                .join();
        fake.after(90);
        Past past = recording().at(second(then));
        assertThat(past.valuesSecond()).isEqualTo(second(then));
        List<String> texts =
                past.values().orElseThrow().values().stream().map(RecordingTest::text).toList();
        assertThat(texts).hasSize(9).isNotEqualTo(texts(second(then) + 40));
        assertThat(past.values().orElseThrow().totalAddresses()).isEqualTo(was.totalAddresses());
        assertThat(texts.getFirst()).contains("press-01");
    }

    /// Harm: a tag that is looked back at reads as its notation, and a bad one has lost its reason.
    @Test
    void aValueComesBackWithItsTypeItsUnitAndItsReason() {
        GatewaySnapshot like = fake.frame().snapshot();
        FieldRecord good =
                tag(new TypedValue.Float64(6.5), Quality.GOOD, new Property("unit", "bar"));
        FieldRecord bad =
                tag(
                        new TypedValue.None(),
                        Quality.BAD,
                        new Property("unit", "bar"),
                        new Property("status", "no-answer"));
        PlantGateway gateway = new PlantGateway(new PlantPicture());
        gateway.answer =
                new Outcome.LatestRead(
                        List.of(new Outcome.LatestValue(good, 1), new Outcome.LatestValue(bad, 2)),
                        2);
        Recording recording = new Recording();
        recording.beat(gateway, like, true);
        List<FieldRecord> kept =
                recording.at(like.time().getEpochSecond()).values().orElseThrow().values().stream()
                        .map(Outcome.LatestValue::record)
                        .toList();
        assertThat(kept)
                .usingRecursiveComparison()
                .ignoringFields("epoch", "seq")
                .isEqualTo(List.of(good, bad));
    }

    private static FieldRecord tag(TypedValue value, Quality quality, Property... properties) {
        return new FieldRecord(
                new UUID(1, 2),
                7,
                "plc",
                "plc",
                "boiler/pressure",
                value.encode(),
                PayloadEncoding.TYPED,
                quality,
                1_000_000,
                5_000_000,
                0,
                false,
                false,
                List.of(properties));
    }

    private List<String> texts(long second) {
        return recording().at(second).values().orElseThrow().values().stream()
                .map(RecordingTest::text)
                .toList();
    }

    private static String text(Outcome.LatestValue value) {
        return value.record().address()
                + " "
                + new String(value.record().payload(), StandardCharsets.UTF_8);
    }

    @Test
    void aSecondThatWasNotSeenIsNotMadeUp() {
        long before = second(fake.after(10));
        fake.workspace.clock.advanceMillis(45_000);
        long after = second(fake.frame());
        fake.after(5);
        assertThat(recording().gaps()).containsExactly(new Recording.Gap(before + 1, after - 1));
        assertThat(recording().at(before + 20).picture()).isEmpty();
        assertThat(recording().at(before + 20).values()).isEmpty();
        assertThat(recording().at(before).picture()).isPresent();
        assertThat(recording().at(after).picture()).isPresent();
        assertThat(recording().at(recording().first() - 1).picture()).isEmpty();
        assertThat(recording().at(recording().last() + 1).picture()).isEmpty();
    }

    /// Harm: an engine that stands still looks, from a later day, as if it had gone on.
    @Test
    void aPictureThatIsNotNewIsNoSecondThatWasSeen() {
        Frame frame = fake.after(3);
        Recording recording = new Recording();
        recording.beat(fake.workspace.gateway, frame.snapshot(), true);
        long second = second(frame);
        for (int i = 0; i < 20; i++) {
            recording.beat(fake.workspace.gateway, frame.snapshot(), false);
        }
        assertThat(recording.last()).isEqualTo(second);
        assertThat(recording.isSeen(second + 1)).isFalse();
    }

    @Test
    void anHourIsKeptAndNoMore() {
        fake.workspace.clock.advanceMillis(1000);
        long first = second(fake.frame());
        for (int i = 0; i < 3_900; i++) {
            fake.workspace.clock.advanceMillis(1000);
            fake.frame();
        }
        long last = recording().last();
        assertThat(last - first).isEqualTo(3_900);
        assertThat(last - recording().first()).isBetween(3_600L, 3_660L);
        assertThat(recording().gaps()).isEmpty();
        assertThat(recording().at(last - 3_599).picture()).isPresent();
        assertThat(recording().bytes()).isLessThan(2 << 20);
    }

    /// A clock that was set back has the seconds before it once more.
    @Test
    void whatLiesAheadOfAClockThatWasSetBackIsForgotten() {
        fake.after(100);
        fake.workspace.clock.setBackMillis(30_000);
        long now = second(fake.frame());
        assertThat(recording().last()).isEqualTo(now);
        assertThat(recording().at(now + 10).picture()).isEmpty();
        fake.after(20);
        for (long second = recording().first(); second <= recording().last(); second++) {
            GatewaySnapshot then = recording().at(second).picture().orElseThrow();
            assertThat(then.time().getEpochSecond()).isEqualTo(second);
        }
        assertThat(recording().last()).isEqualTo(now + 20);
    }

    @Test
    void anotherProjectHasAPastOfItsOwn() {
        fake.after(10);
        Recording was = recording();
        fake.workspace.close();
        fake.desk.pulse().tick();
        assertThat(recording().first()).isEqualTo(-1);
        fake.workspace.openSample();
        long now = second(fake.frame());
        assertThat(recording()).isNotSameAs(was);
        assertThat(recording().first()).isEqualTo(now);
    }

    /// 500 devices with 20 tags each, all of them busy, for an hour and a bit.
    @Test
    void aLargePlantStaysWithinTheBound() {
        PlantPicture plant = new PlantPicture();
        GatewaySnapshot like = fake.frame().snapshot();
        PlantGateway gateway = new PlantGateway(plant);
        Recording recording = new Recording();
        long begin = 1_795_171_260L;
        long most = 0;
        for (long second = begin; second < begin + 3_700; second++) {
            gateway.second = second;
            recording.beat(gateway, plant.at(like, second), true);
            most = Math.max(most, recording.bytes());
        }
        assertThat(most).isLessThanOrEqualTo(BOUND).isGreaterThan(BOUND / 4);
        assertThat(recording.last() - recording.first()).isBetween(3_590L, 3_660L);
        assertThat(recording.gaps()).isEmpty();
        long seen = begin + 3_000;
        Past past = recording.at(seen);
        assertThat(past.picture().orElseThrow().connections().getFirst().devices()).hasSize(500);
        assertThat(past.values().orElseThrow().values()).hasSize(500);
        assertThat(seen - past.valuesSecond()).isBetween(0L, 15L);
    }

    /// Records of any size do not break the bound.
    @Test
    void largePayloadsAreCutAndReadLessOften() {
        GatewaySnapshot like = fake.frame().snapshot();
        PlantPicture plant = new PlantPicture();
        PlantGateway gateway = new PlantGateway(plant);
        gateway.padding = 2_000;
        Recording recording = new Recording();
        for (long second = 1_000; second < 1_300; second++) {
            gateway.second = second;
            recording.beat(gateway, plant.at(like, second), true);
            assertThat(recording.bytes()).isLessThanOrEqualTo(BOUND);
        }
        Outcome.LatestValue kept = recording.at(1_299).values().orElseThrow().values().getFirst();
        assertThat(kept.record().payload()).hasSize(Recording.PAYLOAD_MAX);
        assertThat(gateway.reads).isLessThan(60);
    }

    /// Harm: a time in which the console stood still counts as seen because a row was too dear.
    @Test
    void whatCannotBeAffordedDoesNotPaperOverAGap() {
        Tape tape = new Tape(3_600);
        byte[] noise = new byte[400];
        new Random(1).nextBytes(noise);
        String dear = new String(noise, StandardCharsets.ISO_8859_1);
        tape.affords(100);
        tape.add(100, out -> out.text(dear));
        assertThat(tape.affords(101)).isFalse();
        assertThat(tape.leaveOut(101)).as("the row before stands for it").isTrue();
        assertThat(tape.of(101)).isEqualTo(100);
        assertThat(tape.leaveOut(109)).as("it does not stand for 102 to 108").isFalse();
        assertThat(tape.of(105)).isEqualTo(-1);
        tape.add(109, out -> out.text(dear));
        assertThat(tape.leaveOut(101)).as("the clock was set back").isTrue();
        assertThat(tape.last()).isEqualTo(101);
    }

    /// Harm: one picture that cannot be taken apart spoils the minute around it.
    @Test
    void aRowThatFailsHalfWayLeavesTheOthersAsTheyWere() {
        Tape tape = new Tape(1 << 20);
        tape.add(1, out -> out.text("one"));
        assertThatThrownBy(
                        () ->
                                tape.add(
                                        2,
                                        out -> {
                                            out.text("half");
                                            throw new IllegalStateException("broken");
                                        }))
                .hasMessage("broken");
        tape.add(3, out -> out.text("three"));
        assertThat(tape.of(2)).isEqualTo(-1);
        assertThat(tape.at(1).orElseThrow().text()).isEqualTo("one");
        assertThat(tape.at(3).orElseThrow().text()).isEqualTo("three");
    }

    /// Answers with the values of its second.
    private static final class PlantGateway implements Gateway {
        private final PlantPicture plant;
        private long second;
        private int reads;
        private int padding;
        private @Nullable Outcome answer;

        PlantGateway(PlantPicture plant) {
            this.plant = plant;
        }

        @Override
        public GatewaySnapshot snapshot() {
            throw new UnsupportedOperationException();
        }

        @Override
        public EventPage events(long fromSeq, int max) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Outcome> submit(Command command) {
            reads++;
            Outcome given = answer;
            return CompletableFuture.completedFuture(
                    given != null ? given : plant.values(second, padding));
        }
    }
}
