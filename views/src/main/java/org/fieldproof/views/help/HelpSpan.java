package org.fieldproof.views.help;

/// Some letters of a block that look alike.
///
/// @param target the page that a link leads to; empty for everything else
public record HelpSpan(Kind kind, String text, String target) {

    /// What they are.
    public enum Kind {
        PLAIN,
        STRONG,
        /// A text of the console itself, such as that of a button.
        NAME,
        /// A key or something to type.
        CODE,
        LINK
    }

    static HelpSpan plain(String text) {
        return new HelpSpan(Kind.PLAIN, text, "");
    }
}
