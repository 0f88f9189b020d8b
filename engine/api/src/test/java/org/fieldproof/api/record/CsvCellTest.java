package org.fieldproof.api.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: a name that a device sent runs as a formula in somebody's spreadsheet.
final class CsvCellTest {

    @Test
    void whatWouldBeAFormulaIsText() {
        for (String hostile :
                List.of("=1+1", "+x", "-x", "-1+cmd|' /C calc'!A0", "@x", "\tx", "\rx", "'x")) {
            String cell = CsvCell.of(hostile);
            String within = cell.startsWith("\"") ? cell.substring(1) : cell;
            assertThat(within).startsWith("'");
        }
        assertThat(CsvCell.text(CsvCell.of("=1+1"))).isEqualTo("=1+1");
    }

    @Test
    void whatIsPlainStaysPlain() {
        for (String plain : List.of("", "plant/hall-2", "3.5", "-3.5", "-7", "a=b")) {
            assertThat(CsvCell.of(plain)).isEqualTo(plain);
        }
        assertThat(CsvCell.of("-3,5")).isEqualTo("\"-3,5\"");
    }

    @Test
    void whatWouldEndACellOrALineIsQuoted() {
        assertThat(CsvCell.of("a,b")).isEqualTo("\"a,b\"");
        assertThat(CsvCell.of("a\"b")).isEqualTo("\"a\"\"b\"");
        assertThat(CsvCell.of("a\nb")).isEqualTo("\"a\nb\"");
        assertThat(CsvCell.of("a\rb")).isEqualTo("\"a\rb\"");
    }
}
