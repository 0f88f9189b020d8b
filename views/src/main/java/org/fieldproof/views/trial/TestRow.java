package org.fieldproof.views.trial;

import org.fieldproof.api.command.Outcome;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.control.StateText;
import org.fieldproof.views.i18n.Texts;

/// A case of the project's tests, as a row.
record TestRow(String place, StateText result, String name) {

    String id() {
        return place + name;
    }

    static TestRow of(Outcome.TestResult test, Texts texts) {
        return new TestRow(
                test.file() + ":" + test.line(),
                test.passed()
                        ? new StateText(Mark.RUN, texts.get("trial.test.passed"))
                        : new StateText(
                                Mark.HIGH,
                                texts.get("trial.test.failed", test.mismatches().size())),
                test.name());
    }
}
