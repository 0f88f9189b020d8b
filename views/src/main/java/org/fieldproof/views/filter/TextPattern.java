package org.fieldproof.views.filter;

import java.util.List;
import java.util.regex.Pattern;

/// A text that is looked for, whatever its case; accents count. Made once, used for many rows:
/// nothing is allocated while looking.
final class TextPattern {
    private static final Pattern STARS = Pattern.compile("\\*+");

    private final List<String> pieces;
    private final boolean whole;

    private TextPattern(List<String> pieces, boolean whole) {
        this.pieces = pieces;
        this.whole = whole;
    }

    /// Anywhere inside.
    static TextPattern inside(String text) {
        return new TextPattern(List.of(text), false);
    }

    /// From the first letter to the last.
    static TextPattern whole(String text) {
        return new TextPattern(List.of(text), true);
    }

    /// The same with `*` for whatever stands there. What is looked for anywhere has to fit as a
    /// whole once it has a star, so that `press*` is what begins so.
    static TextPattern starred(String text, boolean whole) {
        boolean stars = text.indexOf('*') >= 0;
        return new TextPattern(
                stars ? List.of(STARS.split(text, -1)) : List.of(text), whole || stars);
    }

    /// Anywhere inside, with `*` for whatever stands between.
    static TextPattern between(String text) {
        return text.indexOf('*') >= 0
                ? new TextPattern(List.of(STARS.split("*" + text + "*", -1)), true)
                : inside(text);
    }

    /// Whether it is in a text.
    boolean isIn(String text) {
        if (!whole) {
            return indexOf(text, pieces.getFirst(), 0) >= 0;
        }
        String first = pieces.getFirst();
        if (pieces.size() == 1) {
            return text.equalsIgnoreCase(first);
        }
        if (!text.regionMatches(true, 0, first, 0, first.length())) {
            return false;
        }
        int at = first.length();
        for (int i = 1; i < pieces.size() - 1; i++) {
            int found = indexOf(text, pieces.get(i), at);
            if (found < 0) {
                return false;
            }
            at = found + pieces.get(i).length();
        }
        String last = pieces.getLast();
        int end = text.length() - last.length();
        return end >= at && text.regionMatches(true, end, last, 0, last.length());
    }

    private static int indexOf(String text, String piece, int from) {
        int last = text.length() - piece.length();
        if (piece.isEmpty()) {
            return from;
        }
        char low = Character.toLowerCase(piece.charAt(0));
        char high = Character.toUpperCase(piece.charAt(0));
        for (int i = from; i <= last; i++) {
            char c = text.charAt(i);
            if ((c == low || c == high) && text.regionMatches(true, i, piece, 0, piece.length())) {
                return i;
            }
        }
        return -1;
    }
}
