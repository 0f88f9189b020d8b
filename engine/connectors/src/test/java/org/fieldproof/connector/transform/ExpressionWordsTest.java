package org.fieldproof.connector.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Harm if it breaks: who mistypes a name is told of overloads and containers.
final class ExpressionWordsTest {

    /// The library's own messages, so that a newer one that speaks otherwise is noticed.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    paylod.bar > 6.0          | there is no paylod; there are payload
                    device > 6                | '>' cannot be used with string and int
                    payload.bar >             | it ends too early; something is missing
                    device == "press          | a text is not closed
                    device == ) 3             | cannot stand here
                    device.startsWit("p")     | there is no startsWit
                    """)
    void whatIsWrittenWronglyIsSaidPlainly(String expression, String words) {
        assertThatThrownBy(() -> Expression.of(expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words)
                .hasMessageContaining("at letter")
                .hasMessageNotContainingAny(
                        "ERROR", "<input>", "overload", "container", "<EOF>", "expecting");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    payload.missing > 6.0     | the record has no missing
                    payload.name > 6.0        | '>' cannot be used with the values that are there
                    10 / payload.zero > 1     | it divides by zero
                    """)
    void whatFailsForARecordIsSaidPlainly(String expression, String words) {
        Expression read = Expression.of(expression);
        assertThatThrownBy(() -> read.valueFor(record(), new Budget(1_000_000_000L)))
                .isInstanceOf(Unfit.class)
                .hasMessageContaining(words)
                .hasMessageNotContainingAny("evaluation error", "<input>", "overload");
    }

    @Test
    void whatIsNotKnownIsToldAsItIs() {
        assertThat(ExpressionWords.of(new IllegalStateException("something else.")))
                .isEqualTo("something else");
    }

    private static FieldRecord record() {
        return new FieldRecord(
                new UUID(1, 2),
                1,
                "devices",
                "press",
                "plant/1",
                "{\"name\":\"press\",\"zero\":0}".getBytes(StandardCharsets.UTF_8),
                PayloadEncoding.BYTES,
                Quality.GOOD,
                0,
                0,
                0,
                false,
                false,
                List.of());
    }
}
