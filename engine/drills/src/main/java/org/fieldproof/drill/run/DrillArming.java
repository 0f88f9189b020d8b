package org.fieldproof.drill.run;

import java.time.Duration;
import java.util.Optional;
import org.fieldproof.api.command.Command.ArmDrill;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.DrillSnapshot.Armed;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.api.value.PrintableText;
import org.fieldproof.engine.port.OneArmed;
import org.fieldproof.engine.port.OneArmed.Arming;

/// Which drill is armed (RUN-4). Asked from any thread, each time briefly, so it is guarded by
/// itself: that an arming is used and that it ends are decided one after the other.
class DrillArming {
    private static final Duration LASTS = Duration.ofMinutes(ArmDrill.MINUTES);

    private final GatewayClock clock;
    private final OneArmed<Armed> armed;

    /// An arming that is over, and why.
    record Ended(Armed armed, String why) {}

    DrillArming(GatewayClock clock) {
        this.clock = clock;
        armed = new OneArmed<>(clock);
    }

    /// Why a drill is not armed by this, whatever else goes on; empty if it may be.
    Optional<Problem> refusal(ArmDrill asked, DeviceClass deviceClass) {
        if (!asked.typed().equals(asked.name())) {
            return Optional.of(DrillProblems.notTyped(asked.name()));
        }
        boolean live = deviceClass == DeviceClass.LIVE;
        if (!isFit(asked.permit(), ArmDrill.PERMIT_MAX, live)) {
            return Optional.of(DrillProblems.permit(asked.name()));
        }
        return isFit(asked.affected(), ArmDrill.AFFECTED_MAX, live)
                ? Optional.empty()
                : Optional.of(DrillProblems.affected(asked.name()));
    }

    private static boolean isFit(String text, int max, boolean needed) {
        return text.isEmpty()
                ? !needed
                : !text.isBlank() && PrintableText.of(text, max).equals(text);
    }

    /// Arms.
    ///
    /// @param by who does it, and by what
    synchronized Armed arm(ArmDrill asked, String link, DeviceClass deviceClass, String by) {
        Armed next =
                new Armed(
                        asked.name(),
                        link,
                        deviceClass,
                        clock.now(),
                        clock.now().plus(LASTS),
                        by,
                        asked.permit(),
                        asked.affected());
        armed.arm(next, LASTS);
        return next;
    }

    /// How a drill is armed now; empty with any other or none.
    synchronized Optional<Armed> standing(String drill) {
        return armed.standing().map(Arming::what).filter(each -> each.name().equals(drill));
    }

    /// What is armed, whichever it is.
    synchronized Optional<Armed> present() {
        return armed.present().map(Arming::what);
    }

    /// Ends what is armed where its time is over.
    synchronized Optional<Ended> lapse() {
        return armed.present().filter(armed::isOver).isPresent()
                ? end("its time is over")
                : Optional.empty();
    }

    /// Uses an arming up, once.
    ///
    /// @return false if it has ended meanwhile
    synchronized boolean use(Armed wanted) {
        boolean stands = armed.standing().map(Arming::what).filter(wanted::equals).isPresent();
        if (stands) {
            armed.end();
        }
        return stands;
    }

    /// Ends what is armed.
    synchronized Optional<Ended> end(String why) {
        return armed.end().map(each -> new Ended(each.what(), why));
    }
}
