package org.fieldproof.views.writing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.command.Outcome.TagWritten;
import org.fieldproof.api.command.Outcome.WritableTag;
import org.fieldproof.api.command.Outcome.WritePrepared;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.WritingSnapshot;
import org.fieldproof.views.perspective.Desk;
import org.jspecify.annotations.Nullable;

/// How far a person has come with writing one tag. Nothing is written but by [#confirm], and that
/// once for each preparation. Needs no toolkit; FX thread.
final class WritingModel {

    /// What is to be done next.
    enum Step {
        ARM,
        VALUE,
        CONFIRM,
        RESULT
    }

    /// What is waited for.
    enum Wait {
        NONE,
        ARMING,
        READING,
        WRITING
    }

    private final Desk desk;
    private final Consumer<Wait> answered;
    private @Nullable WritableTag tag;
    private @Nullable WritePrepared prepared;
    private @Nullable TagWritten written;
    private @Nullable Problem refusal;
    private String note = "";
    private Wait wait = Wait.NONE;

    /// Counts what was begun: an answer to what was given up is of no interest.
    private int questions;

    private WritingSnapshot writing = WritingSnapshot.DISARMED;
    private boolean wasArmed;
    private boolean drillRuns;

    /// The revision that was seen last; what was prepared in another one is of no worth.
    private String runs = "";

    /// @param answered told after each answer what it was that was waited for
    WritingModel(Desk desk, Consumer<Wait> answered) {
        this.desk = desk;
        this.answered = answered;
    }

    /// Begins with a tag; what was begun with another one is given up.
    void choose(@Nullable WritableTag next) {
        questions++;
        tag = next;
        wait = Wait.NONE;
        written = null;
        note = "";
        forget();
        wasArmed = isArmed();
    }

    private void forget() {
        prepared = null;
        refusal = null;
    }

    Optional<WritableTag> tag() {
        return Optional.ofNullable(tag);
    }

    /// Looks at what is armed now. What ends by its time ends here too.
    void see(GatewaySnapshot picture) {
        writing = picture.writing();
        drillRuns = picture.drills().running() != null;
        String now = picture.project() + " " + picture.contentHash();
        if (!now.equals(runs) && (prepared != null || wait == Wait.READING)) {
            cancel();
            note = desk.text("writing.note.changed");
        }
        runs = now;
        boolean armed = isArmed();
        if (wait != Wait.WRITING && written == null) {
            if (wasArmed && !armed) {
                prepared = null;
                note = desk.text("writing.note.ended");
            } else if (prepared != null && !now().isBefore(prepared.until())) {
                prepared = null;
                note = desk.text("writing.note.expired");
            }
        }
        wasArmed = armed;
    }

    Step step() {
        if (written != null) {
            return Step.RESULT;
        }
        if (wait == Wait.WRITING) {
            return Step.CONFIRM;
        }
        if (!isArmed()) {
            return Step.ARM;
        }
        return prepared == null ? Step.VALUE : Step.CONFIRM;
    }

    /// Whether the tag's connection may be written now.
    boolean isArmed() {
        return tag != null
                && writing.connection().equals(tag.connection())
                && now().isBefore(writing.until());
    }

    /// Which other connection is armed; empty if none is.
    String otherArmed() {
        boolean other = writing.isArmed() && tag != null && !isArmed();
        return other && now().isBefore(writing.until()) ? writing.connection() : "";
    }

    /// As long as arming lasts; negative once it is over.
    long armedMillis() {
        return Duration.between(now(), writing.until()).toMillis();
    }

    /// As long as what was prepared can be confirmed.
    long preparedMillis() {
        return prepared == null ? -1 : Duration.between(now(), prepared.until()).toMillis();
    }

    boolean isLive() {
        return tag != null && tag.deviceClass() == DeviceClass.LIVE;
    }

    boolean isObserving() {
        return !desk.draft().isCommissioning();
    }

    Optional<WritePrepared> prepared() {
        return Optional.ofNullable(prepared);
    }

    Optional<TagWritten> written() {
        return Optional.ofNullable(written);
    }

    Optional<Problem> refusal() {
        return Optional.ofNullable(refusal);
    }

    String note() {
        return note;
    }

    Wait waiting() {
        return wait;
    }

    /// Why nothing can be armed, prepared or written now; empty if it can.
    String hindrance() {
        String back = desk.lookingBack();
        if (!back.isEmpty()) {
            return back;
        }
        if (drillRuns) {
            return desk.text("writing.hindrance.drill");
        }
        if (isObserving()) {
            return desk.text("writing.hindrance.observing");
        }
        return wait == Wait.NONE ? "" : desk.text("writing.wait." + wait.name());
    }

    void arm(String typed, int minutes) {
        if (tag != null && hindrance().isEmpty()) {
            Command command = new Command.ArmWrites(tag.connection(), typed.strip(), minutes);
            ask(
                    Wait.ARMING,
                    command,
                    _ -> {
                        note = "";
                        prepared = null;
                    });
        }
    }

    void prepare(String value) {
        if (tag != null && hindrance().isEmpty() && step() == Step.VALUE) {
            Command command = new Command.PrepareWrite(tag.connection(), tag.tag(), value.strip());
            ask(
                    Wait.READING,
                    command,
                    outcome -> {
                        note = "";
                        if (outcome instanceof WritePrepared made && isArmed()) {
                            prepared = made;
                            // The gateway's word goes before that of the list.
                            tag = made.tag();
                        }
                    });
        }
    }

    /// The one place from which a device is written.
    ///
    /// @param guarded whether the guard before a LIVE device was passed
    void confirm(boolean guarded) {
        WritePrepared now = prepared;
        if (now != null
                && (guarded || !isLive())
                && hindrance().isEmpty()
                && step() == Step.CONFIRM) {
            ask(
                    Wait.WRITING,
                    new Command.ConfirmWrite(now.token()),
                    outcome -> {
                        prepared = null;
                        written = outcome instanceof TagWritten done ? done : null;
                    });
        }
    }

    /// Gives up what was prepared; nothing is written.
    void cancel() {
        if (wait != Wait.WRITING) {
            questions++;
            wait = Wait.NONE;
            forget();
        }
    }

    /// From a result to the next value.
    void another() {
        choose(tag);
    }

    private void ask(Wait what, Command command, Consumer<Outcome> then) {
        int mine = ++questions;
        wait = what;
        refusal = null;
        desk.commands()
                .ask(
                        command,
                        outcome -> {
                            if (mine == questions) {
                                wait = Wait.NONE;
                                refusal = outcome instanceof Outcome.Refused(var why) ? why : null;
                                then.accept(outcome);
                                desk.pulse().tick();
                                answered.accept(what);
                            }
                        });
    }

    private Instant now() {
        return desk.clock().now();
    }
}
