package org.fieldproof.views.control;

/// A state in words with its mark.
public record StateText(Mark mark, String words) {

    public String text() {
        return mark.glyph() + " " + words;
    }
}
