package org.fieldproof.api.project;

/// A message for people about something that is wrong: which object, what the cause is, what to
/// do.
///
/// @param code stable and documented, such as `MQTT-0104`
/// @param object what is affected, such as `connection devices`
/// @param message the cause, one sentence
/// @param remedy what to do, one sentence
/// @param where place in a file, or [Place#NOWHERE]
/// @param mend what a program could do about it
public record Problem(
        Severity severity,
        String code,
        String object,
        String message,
        String remedy,
        Place where,
        Mend mend) {
    private static final Mend BY_HAND = new Mend.ByHand();

    public Problem {
        if (!code.matches("[A-Z0-9]{2,8}-\\d{4}")) {
            throw new IllegalArgumentException("code: " + code + " (expected: such as MQTT-0104)");
        }
    }

    /// An error that has no place in a file.
    public static Problem error(String code, String object, String message, String remedy) {
        return new Problem(Severity.ERROR, code, object, message, remedy, Place.NOWHERE, BY_HAND);
    }

    /// A warning that has no place in a file.
    public static Problem warning(String code, String object, String message, String remedy) {
        return new Problem(Severity.WARNING, code, object, message, remedy, Place.NOWHERE, BY_HAND);
    }

    /// The same problem at a place.
    public Problem at(Place place) {
        return new Problem(severity, code, object, message, remedy, place, mend);
    }

    /// The same problem with what mends it at its place.
    public Problem mendedBy(Mend how) {
        return new Problem(severity, code, object, message, remedy, where, how);
    }

    /// The same problem where it does not hinder.
    public Problem asWarning() {
        return new Problem(Severity.WARNING, code, object, message, remedy, where, mend);
    }

    /// `CODE object: message Remedy` on one line, for logs, exceptions and the command line.
    public String oneLine() {
        String place = where.equals(Place.NOWHERE) ? "" : where + ": ";
        return place + code + " " + object + ": " + message + " " + remedy;
    }

    /// How bad it is.
    public enum Severity {
        ERROR,
        WARNING
    }

    /// A place in a project's file.
    ///
    /// @param file relative to the project
    /// @param line from 1; 0 if unknown
    /// @param column from 1; 0 if unknown
    /// @param path the field, such as `destinations[1].host`
    public record Place(String file, int line, int column, String path) {
        public static final Place NOWHERE = new Place("", 0, 0, "");

        @Override
        public String toString() {
            return file + (line > 0 ? ":" + line + ":" + column : "");
        }
    }
}
