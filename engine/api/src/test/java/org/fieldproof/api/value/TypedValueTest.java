package org.fieldproof.api.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.fieldproof.api.value.TypedValue.Array;
import org.fieldproof.api.value.TypedValue.Bool;
import org.fieldproof.api.value.TypedValue.Bytes;
import org.fieldproof.api.value.TypedValue.Float32;
import org.fieldproof.api.value.TypedValue.Float64;
import org.fieldproof.api.value.TypedValue.Int;
import org.fieldproof.api.value.TypedValue.None;
import org.fieldproof.api.value.TypedValue.Text;
import org.fieldproof.api.value.TypedValue.Time;
import org.fieldproof.api.value.TypedValue.UInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// VAL-1 to VAL-3. If they break, stores hold other values than devices sent.
final class TypedValueTest {
    private static final int CASES = 100_000;

    @Test
    void whatWasWrittenIsReadBackEqual() {
        long seed = 20_261_126L;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < CASES; i++) {
            TypedValue value = any(random, 0);
            byte[] written = value.encode();
            assertThat(TypedValue.decode(written))
                    .as("VAL-1, seed %d case %d", seed, i)
                    .isEqualTo(value);
            assertThat(TypedValue.decode(written).encode()).as("VAL-2").isEqualTo(written);
        }
    }

    @Test
    void theNotationIsWhatTheDocumentationShows() {
        assertThat(text(new Int(16, -7))).isEqualTo("{\"type\":\"int16\",\"value\":-7}");
        assertThat(text(new UInt(64, -1)))
                .isEqualTo("{\"type\":\"uint64\",\"value\":18446744073709551615}");
        assertThat(text(new Float64(Double.NaN)))
                .isEqualTo("{\"type\":\"float64\",\"value\":\"NaN\"}");
        assertThat(text(new Time(1_500_000_000L)))
                .isEqualTo("{\"type\":\"time\",\"value\":\"1970-01-01T00:00:01.500Z\"}");
        assertThat(text(new Array(List.of(new Bool(true), new Int(8, 1)))))
                .isEqualTo(
                        "{\"type\":\"mixed[]\",\"value\":[{\"type\":\"bool\",\"value\":true},"
                                + "{\"type\":\"int8\",\"value\":1}]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "12.5",
                "{\"type\":\"int16\",\"value\":40000}",
                "{\"type\":\"int16\",\"value\":+4}",
                "{\"type\":\"uint8\",\"value\":-1}",
                "{\"type\":\"float64\",\"value\":1f}",
                "{\"type\":\"float64\",\"value\":\"nan\"}",
                "{\"type\":\"int128\",\"value\":1}",
                "{\"type\":\"bool\",\"value\":1}",
                "{\"type\":\"text\",\"value\":\"a}",
                "{\"type\":\"text\",\"value\":\"\\n\"}",
                "{\"type\":\"time\",\"value\":\"9999-12-31T00:00:00Z\"}",
                "{\"type\":\"int16\",\"value\":1} ",
                "{\"type\":\"int8[][][][][][][][][]\",\"value\":[[[[[[[[[]]]]]]]]]}",
            })
    void whatIsNotTheNotationIsRefused(String text) {
        assertThatThrownBy(() -> TypedValue.decode(text.getBytes(StandardCharsets.UTF_8)))
                .as("VAL-3")
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void numbersAreForTrends() {
        assertThat(new UInt(64, -1).number()).hasValue(1.8446744073709552E19);
        assertThat(new Bool(true).number()).hasValue(1);
        assertThat(new Text("1").number()).isEmpty();
    }

    private static String text(TypedValue value) {
        return new String(value.encode(), StandardCharsets.UTF_8);
    }

    private static TypedValue any(SplittableRandom random, int depth) {
        int bits = 8 << random.nextInt(4);
        return switch (random.nextInt(depth < 3 ? 10 : 9)) {
            case 0 -> new None();
            case 1 -> new Bool(random.nextBoolean());
            case 2 -> new Int(bits, random.nextLong() >> (64 - bits));
            case 3 -> new UInt(bits, random.nextLong() >>> (64 - bits));
            case 4 -> new Float32(Float.intBitsToFloat(random.nextInt()));
            case 5 -> new Float64(Double.longBitsToDouble(random.nextLong()));
            case 6 -> new Text(anyText(random));
            case 7 -> Bytes.of(anyText(random).getBytes(StandardCharsets.UTF_16));
            case 8 -> new Time(random.nextLong());
            default -> {
                List<TypedValue> elements = new ArrayList<>();
                int count = random.nextInt(4);
                for (int i = 0; i < count; i++) {
                    elements.add(any(random, depth + 1));
                }
                yield new Array(elements);
            }
        };
    }

    /// Every kind of UTF-16 unit, lone surrogates among them.
    private static String anyText(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(12);
        for (int i = 0; i < length; i++) {
            text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x1_0000));
        }
        return text.toString();
    }
}
