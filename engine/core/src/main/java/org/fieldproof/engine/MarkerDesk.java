package org.fieldproof.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.event.GatewayEvent.Level;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.MarkerSnapshot;

/// Marks moments: each is an act in the audit trail, from which all consoles have it, and an event,
/// so that a drill that runs has it in its evidence. Any thread.
final class MarkerDesk {
    /// Clocks of two machines differ.
    private static final Duration AHEAD_MAX = Duration.ofSeconds(60);

    private static final String MARKED = "APP-0334";
    private static final String REFUSED = "APP-0335";

    private final EngineParts parts;

    MarkerDesk(EngineParts parts) {
        this.parts = parts;
    }

    Outcome submit(Command.MarkerCommand command) {
        return switch (command) {
            case Command.SetMarker(Instant at, String text) -> set(at, text.strip());
            case Command.RenameMarker(long id, String text) -> rename(id, text.strip());
            case Command.RemoveMarker(long id) -> remove(id);
        };
    }

    private Outcome set(Instant at, String text) {
        if (at.isBefore(Instant.EPOCH) || at.isAfter(parts.clock().now().plus(AHEAD_MAX))) {
            return refused(
                    "marker",
                    at + " is not a moment that has been.",
                    "Mark one that lies back, or the present.");
        }
        if (!isFit(text)) {
            return unfit("marker");
        }
        Instant moment = at.truncatedTo(ChronoUnit.MILLIS);
        long id = parts.audit().setMarker(moment, text);
        return id == 0
                ? full("marker")
                : done(id, "Marked " + moment + (text.isEmpty() ? "." : ": " + text));
    }

    private Outcome rename(long id, String text) {
        if (!isFit(text)) {
            return unfit(name(id));
        }
        if (!stands(id)) {
            return unknown(id);
        }
        return parts.audit().renameMarker(id, text)
                ? done(id, text.isEmpty() ? "It says nothing now." : "It says now: " + text)
                : full(name(id));
    }

    private Outcome remove(long id) {
        if (!stands(id)) {
            return unknown(id);
        }
        return parts.audit().removeMarker(id)
                ? done(id, "It is shown no more; the audit trail keeps it.")
                : full(name(id));
    }

    private boolean stands(long id) {
        return parts.audit().markers().shown().stream()
                .mapToLong(MarkerSnapshot::id)
                .anyMatch(each -> each == id);
    }

    /// One line that turns no reading direction and moves no cursor.
    private static boolean isFit(String text) {
        return text.length() <= Command.SetMarker.CHARACTERS_MAX
                && text.codePoints().noneMatch(MarkerDesk::isControl);
    }

    private static boolean isControl(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    true;
            // Emoji are joined by one that turns nothing.
            case Character.FORMAT -> character != 0x200D;
            default -> false;
        };
    }

    private Outcome done(long id, String message) {
        // The redactor of the journal sees to secrets, as that of the trail does.
        var _ =
                parts.events()
                        .record(Level.INFO, MARKED, name(id), message, Map.of("by", operator()));
        return new Outcome.Done("Marker " + id + ": " + message);
    }

    private String operator() {
        return parts.audit().operator().toString();
    }

    private static String name(long id) {
        return "marker " + id;
    }

    private static Outcome unfit(String object) {
        return refused(
                object,
                "The text is longer than "
                        + Command.SetMarker.CHARACTERS_MAX
                        + " characters, or has characters that cannot be seen.",
                "Write it shorter, in one line.");
    }

    private static Outcome unknown(long id) {
        return refused(
                name(id),
                "No such marker is shown (any more).",
                "Choose one that is; the audit trail has the others.");
    }

    private Outcome full(String object) {
        return refused(
                object,
                "The audit trail takes no line, and a marker is its line there.",
                "Free disk space or mend the permissions of the data directory; then try again.");
    }

    private static Outcome refused(String object, String message, String remedy) {
        return new Outcome.Refused(Problem.error(REFUSED, object, message, remedy));
    }
}
