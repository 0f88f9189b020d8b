package org.fieldproof.views.verdict;

import org.fieldproof.api.drill.Verdict;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.control.StateText;
import org.fieldproof.views.i18n.Texts;

/// A verdict with its mark. Needs no toolkit.
public final class VerdictWords {

    private VerdictWords() {}

    public static StateText of(Verdict verdict, Texts texts) {
        Mark mark =
                switch (verdict) {
                    case PASSED -> Mark.RUN;
                    case FAILED -> Mark.URGENT;
                    case INCONCLUSIVE -> Mark.NOTE;
                    case ABORTED -> Mark.OFF;
                };
        return new StateText(mark, texts.get("verdict.word." + verdict.name()));
    }
}
