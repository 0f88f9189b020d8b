package org.fieldproof.api.report;

/// A size of paper, upright.
public enum Paper {
    A4,
    LETTER
}
