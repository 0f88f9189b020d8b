package org.fieldproof.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.event.GatewayEvent.Level;
import org.fieldproof.api.project.Problem;
import org.fieldproof.engine.journal.MarkerLine;

/// Marks moments: each is an act in the audit trail, from which all consoles have it, and an event,
/// so that a drill that runs has it in its evidence. Any thread.
final class MarkerDesk {
    /// Clocks of two machines differ.
    private static final Duration AHEAD_MAX = Duration.ofSeconds(60);

    private static final Duration DISK_MAX = Duration.ofSeconds(3);
    private static final String FREE =
            "Free disk space or mend the permissions of the data directory";
    private static final String MARKED = "APP-0334";
    private static final String REFUSED = "APP-0335";

    private final EngineParts parts;

    MarkerDesk(EngineParts parts) {
        this.parts = parts;
    }

    CompletionStage<Outcome> submit(Command.MarkerCommand command) {
        return switch (command) {
            case Command.SetMarker(Instant at, String text) -> set(at, text.strip());
            case Command.RenameMarker(long id, String text) -> rename(id, text.strip());
            case Command.RemoveMarker(long id) ->
                    told(
                            name(id),
                            parts.audit().removeMarker(id),
                            "It is shown no more; the audit trail keeps it.");
        };
    }

    private CompletionStage<Outcome> set(Instant at, String text) {
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
        return told(
                "marker",
                parts.audit().setMarker(moment, text),
                "Marked " + moment + (text.isEmpty() ? "." : ": " + text));
    }

    private CompletionStage<Outcome> rename(long id, String text) {
        return isFit(text)
                ? told(
                        name(id),
                        parts.audit().renameMarker(id, text),
                        text.isEmpty() ? "It says nothing now." : "It says now: " + text)
                : unfit(name(id));
    }

    private CompletionStage<Outcome> told(String object, MarkerLine line, String message) {
        return switch (line) {
            case MarkerLine.NoMarker() ->
                    refused(
                            object,
                            "No such marker is shown (any more).",
                            "Choose one that is; the audit trail has the others.");
            case MarkerLine.NoRoom() ->
                    refused(
                            object,
                            "The audit trail takes no line, and a marker is its line there.",
                            FREE + "; then try again.");
            case MarkerLine.Added added ->
                    // Whoever asks does not wait for the disk: a console draws meanwhile.
                    CompletableFuture.supplyAsync(
                            () -> onDisk(added, message),
                            task -> Thread.ofVirtual().name("fp-mark").start(task));
        };
    }

    /// JRN-6: on the disk, or it is not said to be done.
    private Outcome onDisk(MarkerLine.Added added, String message) {
        if (parts.audit().awaitWritten(added.number(), DISK_MAX)) {
            return done(added.id(), message);
        }
        return refusal(
                name(added.id()),
                "Its line has not reached the disk within "
                        + DISK_MAX.toSeconds()
                        + " s: "
                        + parts.audit().fault().map(Problem::message).orElse("It is slow.")
                        + " It is shown as asked meanwhile, and is as it was if the gateway ends"
                        + " before the disk takes the line.",
                FREE + "; then the line is written by itself.");
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

    private static CompletionStage<Outcome> unfit(String object) {
        return refused(
                object,
                "The text is longer than "
                        + Command.SetMarker.CHARACTERS_MAX
                        + " characters, or has characters that cannot be seen.",
                "Write it shorter, in one line.");
    }

    private static CompletionStage<Outcome> refused(String object, String message, String remedy) {
        return CompletableFuture.completedFuture(refusal(object, message, remedy));
    }

    private static Outcome refusal(String object, String message, String remedy) {
        return new Outcome.Refused(Problem.error(REFUSED, object, message, remedy));
    }
}
