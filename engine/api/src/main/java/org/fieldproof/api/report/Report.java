package org.fieldproof.api.report;

import java.util.List;
import java.util.Locale;

/// A page for reading, part by part.
public record Report(String title, Locale language, List<Block> blocks)
        implements PdfOrder.Content {
    public Report {
        blocks = List.copyOf(blocks);
    }

    public enum Tone {
        PLAIN,
        QUIET,
        BAD
    }

    /// A part of it, from above to below.
    public sealed interface Block {}

    /// A line that stands above others.
    ///
    /// @param level 1 for the page, 2 for a part of it, 3 for what stands above a few lines
    public record Heading(int level, String text, Tone tone) implements Block {}

    public record Prose(String text, Tone tone) implements Block {}

    public record Items(List<String> items) implements Block {
        public Items {
            items = List.copyOf(items);
        }
    }

    /// A few large numbers beside each other.
    public record Figures(List<Figure> figures) implements Block {
        public Figures {
            figures = List.copyOf(figures);
        }
    }

    public record Figure(String name, String value, String note, Tone tone) {}

    /// Rows under a head.
    ///
    /// @param head may have no texts; then there is none
    public record Table(List<Cell> head, List<List<Cell>> rows) implements Block {
        public Table {
            head = List.copyOf(head);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    public record Cell(String text, boolean right, boolean mono, Tone tone) {}

    /// A text whose lines are as they are.
    public record Code(String text) implements Block {}

    /// A picture.
    ///
    /// @param svg of lines, shapes and texts alone
    public record Drawing(String svg) implements Block {}

    /// What comes next begins a sheet.
    public record Break() implements Block {}

    /// Lines for those who sign on paper.
    public record Signatures(List<String> who) implements Block {
        public Signatures {
            who = List.copyOf(who);
        }
    }
}
