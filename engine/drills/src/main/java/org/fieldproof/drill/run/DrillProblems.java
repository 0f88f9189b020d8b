package org.fieldproof.drill.run;

import org.fieldproof.api.command.Command.ArmDrill;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.DrillSnapshot.Interlock;
import org.fieldproof.drill.ledger.Ledgers;

/// Why a drill command was not carried out.
final class DrillProblems {
    private DrillProblems() {}

    static Problem of(String drill, Interlock red) {
        String code =
                switch (red.id()) {
                    case Interlock.CLASS_ALLOWS -> "DRILL-0101";
                    case Preflight.HEALTHY -> "DRILL-0102";
                    case Preflight.HEADROOM -> "DRILL-0103";
                    case Preflight.QUIET -> "DRILL-0104";
                    case Preflight.ARMED -> "DRILL-0112";
                    case Preflight.PERMIT -> "DRILL-0113";
                    case Interlock.LINE_NAMED -> "DRILL-0114";
                    default -> "DRILL-0108";
                };
        return Problem.error(code, "drill " + drill, red.id() + ": " + red.cause(), red.remedy());
    }

    static Problem notTyped(String drill) {
        return Problem.error(
                "DRILL-0115",
                "drill " + drill,
                "What was typed is not the name of this drill.",
                "Type " + drill + " to arm it.");
    }

    static Problem permit(String drill) {
        return Problem.error(
                "DRILL-0113",
                "drill " + drill,
                "There is no permit or work order that fits on one line of "
                        + ArmDrill.PERMIT_MAX
                        + " characters.",
                "Name the one under which the plant lets you do this.");
    }

    static Problem affected(String drill) {
        return Problem.error(
                "DRILL-0116",
                "drill " + drill,
                "Who is affected is not said on one line of "
                        + ArmDrill.AFFECTED_MAX
                        + " characters.",
                "Name who or what is affected, and who of them knows of it.");
    }

    static Problem notOnRecord(String drill) {
        return Problem.error(
                "DRILL-0117",
                "drill " + drill,
                "The audit trail has no room for who armed it.",
                "Free disk space or mend what DATA-0302 names, then arm it again.");
    }

    static Problem stopped(String drill) {
        return Problem.error(
                "DRILL-0118",
                "drill " + drill,
                "STOP was pressed while it was being started.",
                "Start it again if that was not meant for it.");
    }

    static Problem ended(String drill) {
        return Problem.error(
                "DRILL-0112", "drill " + drill, "Its arming has ended meanwhile.", "Arm it again.");
    }

    static Problem running(String drill, String running) {
        return Problem.error(
                "DRILL-0104",
                "drill " + drill,
                "Drill " + running + " runs.",
                "Wait for it or stop it, then arm the next one.");
    }

    static Problem locked(String drill, String reason) {
        return Problem.error(
                "DRILL-0105",
                "drill " + drill,
                "Drills are locked: " + reason,
                "Release the lock when its reason is gone.");
    }

    static Problem noSuchDrill(String drill) {
        return Problem.error(
                "DRILL-0107",
                "drill " + drill,
                "The project has no drill of this name.",
                "See the folder drills/ of the project.");
    }

    static Problem tooManyDestinations(String drill) {
        return Problem.error(
                "DRILL-0111",
                "drill " + drill,
                "Pipelines feed more than the "
                        + Ledgers.LANES_MAX
                        + " destinations that a drill can count.",
                "Drill a project with fewer destinations.");
    }

    static Problem notReady() {
        return Problem.error(
                "DRILL-0109",
                "drills",
                "The gateway has not started yet, or is stopping.",
                "Wait until it runs.");
    }

    static Problem tooMuch() {
        return Problem.error(
                "DRILL-0110",
                "drills",
                "Too many evidence files are being read at once.",
                "Wait until they have been read.");
    }

    static Problem unreadable(String file, String why) {
        return Problem.error(
                "EVID-0101",
                "evidence " + file,
                "The file cannot be read as evidence: " + why + ".",
                "Check that the file is complete and was made by Fieldproof.");
    }
}
