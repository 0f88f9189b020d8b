package org.fieldproof.views.drills;

/// A phase on the timeline.
///
/// @param took how long it lasted or lasts; a dash before it began
record PhaseCell(String name, String took, Progress progress) {

    enum Progress {
        DONE("fp-phase-done"),
        NOW("fp-phase-now"),
        AHEAD("fp-phase-ahead");

        private final String styleClass;

        Progress(String styleClass) {
            this.styleClass = styleClass;
        }

        String styleClass() {
            return styleClass;
        }
    }
}
