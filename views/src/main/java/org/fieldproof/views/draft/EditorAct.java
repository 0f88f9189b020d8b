package org.fieldproof.views.draft;

/// What the visible editor can be asked to do from anywhere: menu, palette, keyboard.
public enum EditorAct {
    ADD,
    CONNECT,
    DELETE,
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
    REVISIONS,
    NEXT_PROBLEM,
    PREVIOUS_PROBLEM
}
