package org.fieldproof.views.help;

import java.util.List;
import java.util.stream.Collectors;

/// A piece of a page, from top to bottom.
///
/// @param anchor what the block is about, such as the name of a field; empty if it has none
public record HelpBlock(Kind kind, List<HelpSpan> spans, String anchor) {
    public HelpBlock {
        spans = List.copyOf(spans);
    }

    /// What it looks like.
    public enum Kind {
        HEADING,
        PROSE,
        ITEM
    }

    static HelpBlock heading(String text) {
        return new HelpBlock(Kind.HEADING, List.of(HelpSpan.plain(text)), "");
    }

    static HelpBlock prose(String text) {
        return new HelpBlock(Kind.PROSE, HelpText.spans(text), "");
    }

    static HelpBlock item(String text) {
        return new HelpBlock(Kind.ITEM, HelpText.spans(text), "");
    }

    HelpBlock about(String name) {
        return new HelpBlock(kind, spans, name);
    }

    String text() {
        return spans.stream().map(HelpSpan::text).collect(Collectors.joining());
    }
}
