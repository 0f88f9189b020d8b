package org.fieldproof.engine;

import java.util.List;
import org.fieldproof.engine.doctor.DoctorRoom;
import org.fieldproof.engine.intake.IntakeBudget;
import org.fieldproof.engine.lane.Lane;
import org.fieldproof.engine.lane.LaneLook;
import org.fieldproof.engine.route.Dispatcher;
import org.fieldproof.engine.shelf.LostBacklog;
import org.fieldproof.engine.shelf.OrphanShelf;
import org.fieldproof.engine.supervise.SinkSite;
import org.fieldproof.engine.supervise.SourceUnit;
import org.fieldproof.engine.telemetry.LatencyRecorder;
import org.fieldproof.engine.writing.WriteDesk;
import org.fieldproof.log.DurableLog;
import org.jspecify.annotations.Nullable;

/// The rooms of a running engine, for those who look at several of them. All of them may be
/// looked at from any thread.
///
/// @param lost what lanes were found to have lost when they were opened
/// @param sinks in the order of `lanes`
record Rooms(
        DurableLog log,
        OrphanShelf orphans,
        List<LostBacklog> lost,
        LogWatch logWatch,
        IntakeBudget budget,
        LatencyRecorder intakeToDurable,
        List<Lane> lanes,
        List<SinkSite> sinks,
        Dispatcher dispatcher,
        List<SourceUnit> standIns,
        List<SourceUnit> connections,
        DoctorRoom doctor,
        WriteDesk writing) {

    @Nullable Lane lane(String id) {
        for (Lane lane : lanes) {
            if (lane.id().equals(id)) {
                return lane;
            }
        }
        return null;
    }

    @Nullable SourceUnit connection(String id) {
        for (SourceUnit unit : connections) {
            if (unit.id().equals(id)) {
                return unit;
            }
        }
        return null;
    }

    /// Everything up to it is in every lane's custody, as of each lane's last look.
    long custodySeq() {
        long least = dispatcher.dispatchedSeq();
        for (Lane lane : lanes) {
            least = Math.min(least, lane.look().position());
        }
        return least;
    }

    /// The same, as far as that fact itself is synced.
    long savedCustodySeq() {
        long least = dispatcher.dispatchedSeq();
        for (Lane lane : lanes) {
            LaneLook look = lane.look();
            least = Math.min(least, look.savedPosition());
        }
        return least;
    }
}
