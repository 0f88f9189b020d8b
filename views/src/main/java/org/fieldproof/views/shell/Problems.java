package org.fieldproof.views.shell;

import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.Workspace;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.ConnectionSnapshot;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.views.perspective.Desk;

/// What is wrong now: the gateway's own faults and reasons, then what was refused lately. Needs
/// no toolkit.
final class Problems {

    private static final int REFUSED_MAX = 20;

    private final List<Problem> refused = new ArrayList<>();
    private final List<Problem> own = new ArrayList<>();

    void refused(Problem problem) {
        refused.remove(problem);
        refused.addFirst(problem);
        if (refused.size() > REFUSED_MAX) {
            refused.removeLast();
        }
    }

    /// It stays when what was refused in another project is forgotten.
    void own(Problem problem) {
        own.remove(problem);
        own.addFirst(problem);
        if (own.size() > REFUSED_MAX) {
            own.removeLast();
        }
    }

    void forgetRefused() {
        refused.retainAll(own);
    }

    /// Each problem once, the gateway's first.
    List<Problem> of(GatewaySnapshot picture) {
        List<Problem> all = new ArrayList<>(picture.faults());
        for (ConnectionSnapshot connection : picture.connections()) {
            Problem why = connection.why();
            if (why != null && !all.contains(why)) {
                all.add(why);
            }
        }
        for (LaneSnapshot lane : picture.lanes()) {
            Problem why = lane.why();
            if (why != null && !all.contains(why)) {
                all.add(why);
            }
        }
        refused.stream().filter(problem -> !all.contains(problem)).forEach(all::add);
        return all;
    }

    List<Problem> refused() {
        return List.copyOf(refused);
    }

    /// What a person has in front of him: of the open project, or what was refused.
    List<Problem> now(Desk desk) {
        return desk.pulse()
                .frame()
                .filter(_ -> desk.workspace().status().phase() == Workspace.Phase.OPEN)
                .map(present -> of(present.snapshot()))
                .orElseGet(this::refused);
    }
}
