package org.fieldproof.engine.readmodel;

import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.AlarmSnapshot.Priority;
import org.fieldproof.engine.alarm.AlarmCondition;
import org.fieldproof.engine.data.DataDirectory;
import org.fieldproof.engine.data.DiskRoom;

/// What stands wrong with the place where the records lie (DATA-0201 to DATA-0206). Confined to
/// the thread that draws the pictures.
public final class PlaceRules {
    private final List<Problem> sinceOpening;
    private final DiskRoom room;

    public PlaceRules(DataDirectory data) {
        // That the disk was full then says nothing of now; how it is now, the room tells.
        this.sinceOpening =
                data.warnings().stream().filter(each -> !each.code().equals("DATA-0207")).toList();
        this.room = data.diskRoom();
    }

    /// Everything that stands, for the faults of a picture.
    ///
    /// @param diskFreeBytes -1 where the host does not tell
    public List<Problem> standing(long diskFreeBytes) {
        List<Problem> standing = new ArrayList<>();
        room.shortage(diskFreeBytes).ifPresent(standing::add);
        standing.addAll(sinceOpening);
        return List.copyOf(standing);
    }

    /// The same as an alarm.
    public static AlarmCondition condition(Problem problem) {
        return new AlarmCondition(
                problem.code() + "/data",
                switch (problem.code()) {
                    case "DATA-0205" -> Priority.P2;
                    case "DATA-0206" -> Priority.P4;
                    default -> Priority.P3;
                },
                problem.object(),
                problem.message(),
                switch (problem.code()) {
                    case "DATA-0205" -> "When nothing is left, devices are asked to wait.";
                    case "DATA-0206" -> "None for the records; a backup takes it along.";
                    default ->
                            "What was accepted and not yet delivered may not survive a failure of"
                                    + " the machine.";
                },
                problem.remedy());
    }
}
