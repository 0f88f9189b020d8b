package org.fieldproof.views.draft;

import java.util.Map;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.SubPipelines;
import org.fieldproof.views.level.CardRef;

/// What stands where on a level of one revision: all of a picture that edits alone change. It is
/// kept from one picture to the next, and what an edit leaves as it is from one revision to the
/// next. Immutable.
///
/// @param version counts the revisions, see [DraftModel#version]
/// @param places of all cards, stubs too
record LevelPlan(
        long version,
        ProjectDraft draft,
        SubPipelines subs,
        LevelGraph graph,
        Map<CardRef, Point> places) {

    static LevelPlan of(DraftModel model, String level) {
        ProjectDraft draft = model.draft();
        return placed(model, draft, LevelGraph.of(draft, model.subs(), level));
    }

    private static LevelPlan placed(DraftModel model, ProjectDraft draft, LevelGraph graph) {
        SubPipelines subs = model.subs();
        return new LevelPlan(
                model.version(), draft, subs, graph, DraftPlaces.on(draft, subs, graph));
    }

    /// The plan of the present revision.
    LevelPlan next(DraftModel model, String level) {
        boolean sameLevel = graph.level().equals(level);
        if (sameLevel && version == model.version()) {
            return this;
        }
        ProjectDraft now = model.draft();
        // What is connected with what, and folded into what, does not depend on places.
        boolean sameGraph =
                sameLevel
                        && draft.project().equals(now.project())
                        && draft.layout().groups().equals(now.layout().groups());
        return sameGraph ? placed(model, now, graph) : of(model, level);
    }
}
