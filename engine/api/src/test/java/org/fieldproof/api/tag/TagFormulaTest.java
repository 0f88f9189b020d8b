package org.fieldproof.api.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a template's cell becomes. Harm if it breaks: a pump's pressure is read from another
/// pump's register, and looks as plausible.
class TagFormulaTest {
    private static final Map<String, String> VALUES =
            Map.of("name", "pump-1", "base", "40001", "db", "10", "offset", "4", "n", "007");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "40001|40001",
                "{base}|40001",
                "{base+4}|40005",
                "{ base + 4 }|40005",
                "DB{db}.DBD{offset+4}|DB10.DBD8",
                "{offset+2*db-1}|23",
                "{db-offset-offset-offset}|-2",
                "{2*offset*db}|80",
                "ns=2;s={name}.Pump{n}.Pressure|ns=2;s=pump-1.Pump007.Pressure",
                "{n+0}|7",
                "a{{b}}|a{b}",
                "{{{n}}}|{007}",
            })
    void aCellIsFilledIn(String written, String filled) throws Exception {
        assertThat(TagFormula.of(written).with(VALUES, 100)).contains(filled);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "}",
                "{}",
                "{ }",
                "a{b",
                "{a",
                "{a b}",
                "{a+}",
                "{+a}",
                "{*a}",
                "{a++b}",
                "{a/b}",
                "{a.b}",
                "{(a)}",
                "{a-b",
                "{-1}",
                "{1.5}",
                "{a+0x10}",
                "{é}",
                "{a+1234567890123456789}"
            })
    void whatCannotBeReadIsRefused(String written) {
        assertThatThrownBy(() -> TagFormula.of(written)).isInstanceOf(TagFormula.Fault.class);
    }

    @Test
    void aNumberThatIsNoneIsNamedWithItsParameter() throws Exception {
        TagFormula formula = TagFormula.of("{name+1}");
        assertThatThrownBy(() -> formula.with(VALUES, 100))
                .isInstanceOf(TagFormula.Fault.class)
                .hasMessageContaining("name")
                .hasMessageContaining("pump-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{999999999999999999*99}",
                "{999999999999999999*9+999999999999999999}",
                "{db-999999999999999999*9-999999999999999999}"
            })
    void whatLeavesTheRangeIsRefusedAndNeverWrapsAround(String written) throws Exception {
        TagFormula formula = TagFormula.of(written);
        assertThatThrownBy(() -> formula.with(VALUES, 100))
                .isInstanceOf(TagFormula.Fault.class)
                .hasMessageContaining("range");
    }

    /// What is put in is not read once more: a value in braces stays one.
    @Test
    void aValueIsNotFilledInItself() throws Exception {
        assertThat(TagFormula.of("{a}").with(Map.of("a", "{b}", "b", "x"), 100)).contains("{b}");
    }
}
