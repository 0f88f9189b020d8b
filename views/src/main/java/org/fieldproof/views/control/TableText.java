package org.fieldproof.views.control;

import java.util.List;

/// What a table shows, taken out of it.
public record TableText(List<String> titles, List<List<String>> rows) {
    public TableText {
        titles = List.copyOf(titles);
        rows = List.copyOf(rows);
    }

    /// As a file of a format, with a line of titles.
    public String as(TableFormat format) {
        return format.write(this);
    }
}
