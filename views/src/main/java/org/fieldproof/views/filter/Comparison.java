package org.fieldproof.views.filter;

import java.util.Optional;

/// What stands between the name of a column and a value, longer ones first.
enum Comparison {
    NOT_EQUAL("!="),
    AT_MOST("<="),
    AT_LEAST(">="),
    HAS(":"),
    EQUAL("="),
    LESS("<"),
    MORE(">"),
    FITS("~");

    private final String sign;

    Comparison(String sign) {
        this.sign = sign;
    }

    String sign() {
        return sign;
    }

    /// Whether only quantities can be compared by it.
    boolean isOrder() {
        return this == AT_MOST || this == AT_LEAST || this == LESS || this == MORE;
    }

    static Optional<Comparison> at(String text, int at) {
        for (Comparison each : values()) {
            if (text.startsWith(each.sign, at)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /// Of what is no number nothing holds, but that it is another one.
    boolean holds(double cell, double value) {
        return switch (this) {
            case HAS, EQUAL -> cell == value;
            case NOT_EQUAL -> cell != value;
            case AT_MOST -> cell <= value;
            case AT_LEAST -> cell >= value;
            case LESS -> cell < value;
            case MORE -> cell > value;
            case FITS -> false;
        };
    }
}
