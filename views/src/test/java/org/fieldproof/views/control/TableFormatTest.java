package org.fieldproof.views.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: what a device calls itself spoils the table that it is pasted into.
final class TableFormatTest {
    private final TableText table =
            new TableText(
                    List.of("name", "why"),
                    List.of(
                            List.of("=SUM(A1)", "two\nlines"),
                            List.of("a|b\\c", "say \"no\"\t,"),
                            List.of("-1.5", "")));

    @Test
    void cellsAreQuotedAsEachFormatNeedsIt() {
        assertThat(table.as(TableFormat.CSV))
                .isEqualTo(
                        "name,why\n'=SUM(A1),\"two\nlines\"\n"
                                + "a|b\\c,\"say \"\"no\"\"\t,\"\n-1.5,\n");
        assertThat(table.as(TableFormat.TSV))
                .isEqualTo("name\twhy\n'=SUM(A1)\ttwo lines\na|b\\c\tsay \"no\" ,\n-1.5\t\n");
        assertThat(table.as(TableFormat.JSON))
                .isEqualTo(
                        "[\n"
                                + "  {\"name\": \"=SUM(A1)\", \"why\": \"two\\u000alines\"},\n"
                                + "  {\"name\": \"a|b\\\\c\","
                                + " \"why\": \"say \\\"no\\\"\\u0009,\"},\n"
                                + "  {\"name\": \"-1.5\", \"why\": \"\"}\n"
                                + "]\n");
        assertThat(table.as(TableFormat.MARKDOWN))
                .isEqualTo(
                        "| name | why |\n|---|---|\n| =SUM(A1) | two lines |\n"
                                + "| a\\|b\\\\c | say \"no\"\t, |\n| -1.5 |  |\n");
    }
}
