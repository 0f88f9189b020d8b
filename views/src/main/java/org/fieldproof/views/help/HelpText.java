package org.fieldproof.views.help;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the small part of Markdown that pages are written in: `#` and `##`, a paragraph or an
/// item a line, `**strong**`, `*a text of the console*`, a code in backticks, and links to other
/// pages. Stateless.
final class HelpText {

    private static final Pattern SPAN =
            Pattern.compile("\\*\\*(.+?)\\*\\*|\\*(.+?)\\*|`(.+?)`|\\[(.+?)\\]\\((.+?)\\)");

    private HelpText() {}

    static HelpPage page(String id, List<String> lines) {
        String title = id;
        List<HelpBlock> blocks = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("# ")) {
                title = line.substring(2);
            } else if (line.startsWith("## ")) {
                blocks.add(HelpBlock.heading(line.substring(3)));
            } else if (line.startsWith("- ")) {
                blocks.add(HelpBlock.item(line.substring(2)));
            } else if (!line.isBlank()) {
                blocks.add(HelpBlock.prose(line));
            }
        }
        return new HelpPage(id, title, blocks);
    }

    static List<HelpSpan> spans(String line) {
        List<HelpSpan> spans = new ArrayList<>();
        Matcher matcher = SPAN.matcher(line);
        int at = 0;
        while (matcher.find()) {
            if (matcher.start() > at) {
                spans.add(HelpSpan.plain(line.substring(at, matcher.start())));
            }
            spans.add(span(matcher));
            at = matcher.end();
        }
        if (at < line.length()) {
            spans.add(HelpSpan.plain(line.substring(at)));
        }
        return spans;
    }

    private static HelpSpan span(Matcher matcher) {
        if (matcher.group(1) != null) {
            return new HelpSpan(HelpSpan.Kind.STRONG, matcher.group(1), "");
        }
        if (matcher.group(2) != null) {
            return new HelpSpan(HelpSpan.Kind.NAME, matcher.group(2), "");
        }
        if (matcher.group(3) != null) {
            return new HelpSpan(HelpSpan.Kind.CODE, matcher.group(3), "");
        }
        return new HelpSpan(HelpSpan.Kind.LINK, matcher.group(4), matcher.group(5));
    }
}
