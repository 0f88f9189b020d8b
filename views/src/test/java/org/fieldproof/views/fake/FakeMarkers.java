package org.fieldproof.views.fake;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.MarkerSnapshot;
import org.fieldproof.api.snapshot.MarkersSnapshot;

/// Marked moments of a pretended gateway.
public final class FakeMarkers {
    private final TreeMap<Long, MarkerSnapshot> standing = new TreeMap<>();
    private long last;

    public MarkersSnapshot snapshot() {
        return new MarkersSnapshot(List.copyOf(standing.values()), 0, last);
    }

    Outcome answer(Command.MarkerCommand asked) {
        long wanted =
                switch (asked) {
                    case Command.SetMarker _ -> 0;
                    case Command.RenameMarker(long id, String _) -> id;
                    case Command.RemoveMarker(long id) -> id;
                };
        if (wanted != 0 && !standing.containsKey(wanted)) {
            return new Outcome.Refused(
                    Problem.error(
                            "APP-0335",
                            "marker " + wanted,
                            "No such marker is shown (any more).",
                            "Choose one that is; the audit trail has the others."));
        }
        switch (asked) {
            case Command.SetMarker(Instant at, String text) ->
                    standing.put(++last, new MarkerSnapshot(last, at, text, "ann (console)"));
            case Command.RenameMarker(long id, String text) ->
                    standing.computeIfPresent(
                            id, (_, was) -> new MarkerSnapshot(id, was.at(), text, was.by()));
            case Command.RemoveMarker(long id) -> standing.remove(id);
        }
        return new Outcome.Done("Done.");
    }
}
