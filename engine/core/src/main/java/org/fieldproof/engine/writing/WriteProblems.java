package org.fieldproof.engine.writing;

import org.fieldproof.api.command.Command.ArmWrites;
import org.fieldproof.api.project.Problem;

/// Why nothing is written, in words. Stateless.
final class WriteProblems {
    private WriteProblems() {}

    static Problem noConnection(String connection) {
        return Problem.error(
                "WRIT-0101",
                "connection " + connection,
                "There is no such connection.",
                "Choose one of the project's.");
    }

    static Problem notTyped(String connection) {
        return Problem.error(
                "WRIT-0102",
                "connection " + connection,
                "What was typed is not its id.",
                "Type " + connection + ", to be sure which device is meant.");
    }

    static Problem minutes(String connection, int minutes) {
        return Problem.error(
                "WRIT-0103",
                "connection " + connection,
                "It cannot be armed for " + minutes + " minutes.",
                "Arm it for 1 to " + ArmWrites.MINUTES_MAX + " minutes; it can be armed again.");
    }

    static Problem drill() {
        return Problem.error(
                "WRIT-0104",
                "writing",
                "A drill runs: what changes meanwhile must be the drill's doing.",
                "Wait for its end, or stop it, and arm again.");
    }

    static Problem notArmed(String connection) {
        return Problem.error(
                "WRIT-0105",
                "connection " + connection,
                "It is not armed, so nothing can be written there.",
                "Arm it first; that ends by itself after the chosen time.");
    }

    static Problem ended(String connection) {
        return Problem.error(
                "WRIT-0105",
                "connection " + connection,
                "Its arming has ended meanwhile; nothing was written.",
                "Arm it again and look at what would be written once more.");
    }

    static Problem noTag(String connection, String tag) {
        return Problem.error(
                "WRIT-0106",
                "tag " + tag,
                "It is no tag of connection " + connection + " that may be written.",
                "Mark it writable in the project and apply.");
    }

    static Problem noTags(String connection) {
        return Problem.error(
                "WRIT-0106",
                "connection " + connection,
                "It has no tag that may be written: none is marked writable, or devices of its"
                        + " type cannot be written.",
                "Mark a tag of Modbus TCP, S7 or OPC UA writable in the project and apply.");
    }

    static Problem stopping() {
        return Problem.error(
                "WRIT-0110",
                "writing",
                "The gateway is stopping, or applies another revision of the project.",
                "Wait until it runs again, and arm again.");
    }

    static Problem token() {
        return Problem.error(
                "WRIT-0111",
                "confirmation",
                "It is not known (any more): it was used, "
                        + Permits.CONFIRM_WITHIN.toSeconds()
                        + " s are over, or the arming has ended. Nothing was written.",
                "Look at what would be written once more, and confirm that.");
    }

    static Problem underWay() {
        return Problem.error(
                "WRIT-0112",
                "writing",
                "Another reading or writing of a device is under way.",
                "Wait for its answer; one goes after the other.");
    }

    static Problem notRecorded(String tag, String why) {
        return Problem.error(
                "WRIT-0113",
                "tag " + tag,
                "The audit trail cannot take it ("
                        + why
                        + "), and what is not recorded is not written. Nothing was written.",
                "Free disk space or mend the permissions of the journal, then try again.");
    }

    static Problem otherKind(String tag) {
        return Problem.error(
                "WRIT-0114",
                "tag " + tag,
                "The device holds another kind of value there than a moment ago. Nothing was"
                        + " written.",
                "Look at the device; then look at what would be written once more.");
    }

    static Problem changed(String tag, String wanted, String now) {
        return Problem.warning(
                "WRIT-0115",
                "tag " + tag,
                "The device took " + wanted + " and holds " + now + " now.",
                "Its program or a limit of its own changes it: write where the program takes the"
                        + " value from.");
    }

    static Problem failed(String tag, RuntimeException cause) {
        return Problem.error(
                "WRIT-0116",
                "tag " + tag,
                "Writing met an unexpected failure: " + cause + ".",
                "Look at the device before anything is written again; report it with the log.");
    }

    /// @param left whether the write may have reached the device
    static Problem stuck(String tag, boolean left) {
        return Problem.error(
                "WRIT-0117",
                "tag " + tag,
                "It did not come to an end in time. "
                        + (left ? "The device may have taken it." : "Nothing was written."),
                "Look at the device, its line and the program's log.");
    }

    /// For a type of connection whose devices cannot be written.
    static Problem cannot(String connection, String type) {
        return Problem.error(
                "WRIT-0118",
                "connection " + connection,
                "Devices of type " + type + " cannot be written.",
                "Write such devices with their own tools.");
    }
}
