package org.fieldproof.views.level;

import java.util.List;
import java.util.function.UnaryOperator;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.SubEdits;
import org.fieldproof.api.draft.SubPipelines;

/// The sub-pipeline that a canvas shows the inside of. The draft and what runs share it, so that
/// one stays where one is while one goes from one to the other. FX thread.
public final class Level {
    private List<String> path = List.of();

    /// Goes on with a tree that may be another one: where what was entered is not there any more,
    /// with what is around it.
    public String in(SubPipelines subs) {
        path = subs.path(within(subs));
        return here();
    }

    /// Where one is in a tree that is only looked at, such as what runs while a draft has more:
    /// what was entered stays entered.
    public String within(SubPipelines subs) {
        return path.reversed().stream().filter(subs::has).findFirst().orElse(SubPipelines.TOP);
    }

    /// Id of the sub-pipeline that was entered, or the top.
    public String here() {
        return path.isEmpty() ? SubPipelines.TOP : path.getLast();
    }

    public void enter(SubPipelines subs, String level) {
        path = subs.path(level);
    }

    /// An edit whose new parts stand on this level.
    public UnaryOperator<ProjectDraft> here(UnaryOperator<ProjectDraft> edit) {
        return draft -> SubEdits.adopt(draft, edit.apply(draft), here());
    }
}
