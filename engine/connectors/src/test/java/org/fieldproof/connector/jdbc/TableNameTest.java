package org.fieldproof.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// Names of tables: if two of them became one, two destinations would mix their rows.
final class TableNameTest {

    @Test
    void longNamesWithACommonBeginningStayDifferent() {
        String beginning = "m".repeat(63);
        TableName one = TableName.of(beginning + "1");
        TableName other = TableName.of(beginning + "2");
        assertThat(one).isNotEqualTo(other);
        assertThat(one.identifier()).hasSize(63).startsWith("mmm");
        assertThat(TableName.of(beginning).identifier()).isEqualTo(beginning);
    }

    @Test
    void aLongNameIsCutBetweenCharacters() {
        for (int pad = 0; pad < 4; pad++) {
            String name = "x".repeat(pad) + "𝄞".repeat(40);
            byte[] bytes = TableName.of(name).identifier().getBytes(StandardCharsets.UTF_8);
            assertThat(bytes.length).isBetween(60, 63);
            assertThat(new String(bytes, StandardCharsets.UTF_8)).doesNotContain("?", "\uFFFD");
        }
    }

    @Test
    void whatCannotBeANameIsRefused() {
        for (String name : new String[] {"", "  ", "a\u0000b", "a\nb", "a\uD800", "\uDC00a"}) {
            assertThat(TableName.faultOf(name)).as(name).isNotEmpty();
            assertThatThrownBy(() -> TableName.of(name))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(TableName.faultOf("readings")).isEmpty();
    }

    @Test
    void quotesInANameAreDoubled() {
        assertThat(TableName.of("a\"b").quoted()).isEqualTo("\"a\"\"b\"");
    }
}
