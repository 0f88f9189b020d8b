package org.fieldproof.views.draft;

/// What the visible editor can be asked to do from anywhere: menu, palette, keyboard.
public enum EditorAct {
    ADD,
    CONNECT,
    DELETE,
    BYPASS,
    ALIGN_LEFT,
    ALIGN_RIGHT,
    ALIGN_TOP,
    ALIGN_BOTTOM,
    SPREAD_ACROSS,
    SPREAD_DOWN,
    DUPLICATE,
    COPY,
    CUT,
    PASTE,
    SELECT_ALL,
    GROUP,
    NOTE,
    RENAME,
    LAYOUT,
    FIT,
    FIND,
    REVIEW,
    TRIAL,
    REVISIONS,
    NEXT_PROBLEM,
    PREVIOUS_PROBLEM
}
