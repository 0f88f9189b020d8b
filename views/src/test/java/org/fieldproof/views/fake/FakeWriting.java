package org.fieldproof.views.fake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.command.Outcome.WritableTag;
import org.fieldproof.api.command.Outcome.WriteResult;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.WritingSnapshot;
import org.jspecify.annotations.Nullable;

/// A pretended device of two tags that can be written, which holds what was written last.
public final class FakeWriting {
    private static final long TOKEN_SECONDS = 60;
    private static final double RAW_PER_UNIT = 100;

    /// The class of the connection `devices`.
    public DeviceClass deviceClass = DeviceClass.SIM;

    /// Whether the project calls any tag writable.
    public boolean any = true;

    /// What becomes of the next write that is confirmed.
    public WriteResult result = WriteResult.HELD;

    /// Why the next command but one that only looks is refused.
    public @Nullable Problem refusal;

    /// What has reached the device.
    public final List<String> written = new ArrayList<>();

    private final FakeClock clock;
    private WritingSnapshot armed = WritingSnapshot.DISARMED;
    private Outcome.@Nullable WritePrepared prepared;
    private double held = 6.5;
    private int tokens;

    FakeWriting(FakeClock clock) {
        this.clock = clock;
    }

    WritingSnapshot snapshot() {
        if (armed.isArmed() && !clock.now().isBefore(armed.until())) {
            armed = WritingSnapshot.DISARMED;
        }
        return armed;
    }

    private List<WritableTag> tags() {
        return any
                ? List.of(
                        tag("pressure", "press-01", "bar", 0, 10),
                        tag("speed", "pump-02", "rpm", Double.NEGATIVE_INFINITY, 3_000))
                : List.of();
    }

    private WritableTag tag(String name, String device, String unit, double low, double high) {
        return new WritableTag(
                "devices",
                deviceClass,
                name,
                "plant/hall-2/" + device + "/telemetry",
                "holding register 109, int16",
                unit,
                low,
                high);
    }

    /// Why the next list of tags is refused.
    public @Nullable Problem unlisted;

    /// Does it; also what a test has kept without an answer.
    public Outcome answer(Command.WriteCommand command) {
        Problem silent = unlisted;
        if (silent != null && command instanceof Command.ListWritable) {
            unlisted = null;
            return new Outcome.Refused(silent);
        }
        Problem why = refusal;
        if (why != null && !(command instanceof Command.ListWritable)) {
            refusal = null;
            return new Outcome.Refused(why);
        }
        return switch (command) {
            case Command.ListWritable _ -> new Outcome.WritableListed(tags());
            case Command.ArmWrites arm -> arm(arm);
            case Command.DisarmWrites _ -> {
                armed = WritingSnapshot.DISARMED;
                yield new Outcome.Done("Writing is disarmed.");
            }
            case Command.PrepareWrite prepare -> prepare(prepare);
            case Command.ConfirmWrite(String token) -> confirm(token);
        };
    }

    private Outcome arm(Command.ArmWrites arm) {
        if (!arm.typed().equals(arm.connection())) {
            return refused("connection " + arm.connection(), "The name is not the one typed.");
        }
        Instant until = clock.now().plusSeconds(arm.minutes() * 60L);
        armed = new WritingSnapshot(arm.connection(), until);
        return new Outcome.Done("Connection " + arm.connection() + " is armed.");
    }

    private Outcome prepare(Command.PrepareWrite asked) {
        WritableTag tag =
                tags().stream()
                        .filter(each -> each.tag().equals(asked.tag()))
                        .findFirst()
                        .orElseThrow();
        if (!snapshot().connection().equals(asked.connection())) {
            return refused("tag " + asked.tag(), "Its connection is not armed.");
        }
        double value = Double.parseDouble(asked.value());
        if (value < tag.low() || value > tag.high()) {
            return refused("tag " + asked.tag(), asked.value() + " is beyond the limits.");
        }
        prepared =
                new Outcome.WritePrepared(
                        "token-" + ++tokens,
                        tag,
                        text(held),
                        text(value),
                        Long.toString(Math.round(value * RAW_PER_UNIT)),
                        clock.now().plusSeconds(TOKEN_SECONDS));
        return prepared;
    }

    private Outcome confirm(String token) {
        Outcome.WritePrepared now = prepared;
        prepared = null;
        if (now == null
                || !now.token().equals(token)
                || !clock.now().isBefore(now.until())
                || !snapshot().isArmed()) {
            return refused("writing", "What was prepared has ended.");
        }
        written.add(now.wanted());
        double wanted = Double.parseDouble(now.wanted());
        held = result == WriteResult.CHANGED ? wanted - 1 : wanted;
        boolean read = result == WriteResult.HELD || result == WriteResult.CHANGED;
        Problem why =
                result == WriteResult.HELD
                        ? null
                        : Problem.warning(
                                "MODB-0102",
                                "tag " + now.tag().tag(),
                                "The device answered otherwise than expected.",
                                "Look at the tag's row.");
        return new Outcome.TagWritten(
                now.tag(), now.before(), now.wanted(), read ? text(held) : "", result, why);
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static Outcome refused(String object, String message) {
        return new Outcome.Refused(
                Problem.error("MODB-0101", object, message, "Arm it, or enter another value."));
    }
}
