package org.fieldproof.views.control;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fieldproof.api.record.CsvCell;
import org.fieldproof.api.record.JsonString;

/// How rows are written that are taken out of a table.
public enum TableFormat {
    CSV("csv") {
        @Override
        String write(TableText table) {
            return lines(table, CsvCell::of, ",", "", "");
        }
    },
    TSV("tsv") {
        @Override
        String write(TableText table) {
            return lines(table, CsvCell::tabbed, "\t", "", "");
        }
    },
    JSON("json") {
        @Override
        String write(TableText table) {
            return table.rows().stream()
                    .map(row -> object(table.titles(), row))
                    .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
        }
    },
    MARKDOWN("md") {
        @Override
        String write(TableText table) {
            String written = lines(table, TableFormat::barred, " | ", "| ", " |");
            int head = written.indexOf('\n') + 1;
            return written.substring(0, head)
                    + "|---".repeat(table.titles().size())
                    + "|\n"
                    + written.substring(head);
        }
    };

    private static final Pattern BREAK = Pattern.compile("\\R");

    private final String ending;

    TableFormat(String ending) {
        this.ending = ending;
    }

    /// Of a file's name.
    public String ending() {
        return ending;
    }

    abstract String write(TableText table);

    private static String lines(
            TableText table,
            Function<String, String> cell,
            String between,
            String before,
            String behind) {
        StringBuilder out = new StringBuilder();
        line(table.titles(), cell, between, before, behind, out);
        table.rows().forEach(row -> line(row, cell, between, before, behind, out));
        return out.toString();
    }

    private static void line(
            List<String> cells,
            Function<String, String> cell,
            String between,
            String before,
            String behind,
            StringBuilder into) {
        into.append(cells.stream().map(cell).collect(Collectors.joining(between, before, behind)))
                .append('\n');
    }

    private static String barred(String text) {
        return BREAK.matcher(text).replaceAll(" ").replace("\\", "\\\\").replace("|", "\\|");
    }

    private static String object(List<String> titles, List<String> row) {
        return IntStream.range(0, titles.size())
                .mapToObj(i -> JsonString.of(titles.get(i)) + ": " + JsonString.of(row.get(i)))
                .collect(Collectors.joining(", ", "  {", "}"));
    }
}
