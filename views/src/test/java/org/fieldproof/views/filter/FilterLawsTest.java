package org.fieldproof.views.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// Thousands of filters made by chance, each with what it must mean.
final class FilterLawsTest {

    private static final List<String> WORDS = List.of("press", "pump", "mixer", "01", "02");

    private record Row(String name, long rate) {}

    /// A text, and which rows it means.
    private record Meant(String text, Predicate<Row> keeps) {}

    private static final FilterLanguage<Row> LANGUAGE =
            new FilterLanguage<>(
                    List.of(
                            new FilterColumn<>("name", "name", Measure.WORDS, Row::name),
                            new FilterColumn<>("rate", "rate", Measure.NUMBER, r -> "" + r.rate())),
                    Locale.ENGLISH);

    private final Random random = new Random(20_261_128);

    @Test
    void everyFilterMeansWhatItsPartsMean() {
        List<Row> rows = new ArrayList<>();
        for (String a : WORDS) {
            for (String b : WORDS) {
                rows.add(new Row(a + "-" + b, 100_000 + random.nextInt(900)));
            }
        }
        int some = 0;
        for (int i = 0; i < 5000; i++) {
            Meant meant = either(3);
            List<Row> expected = rows.stream().filter(meant.keeps()).toList();
            FilterRead<Row> read = LANGUAGE.read(meant.text());
            assertThat(read).as(meant.text()).isInstanceOf(FilterRead.Understood.class);
            RowFilter<Row> filter = ((FilterRead.Understood<Row>) read).filter();
            assertThat(rows.stream().filter(filter::keeps).toList())
                    .as(meant.text())
                    .isEqualTo(expected);
            some += expected.isEmpty() || expected.size() == rows.size() ? 0 : 1;
        }
        assertThat(some).as("filters that tell rows apart").isGreaterThan(2000);
    }

    /// Harm: a text that nobody thought of throws in the midst of typing.
    @Test
    void noTextWhateverItIsMakesItFall() {
        String letters = "ab \"()-:=<>!~*or not and rate name>1 5 m";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(16); n > 0; n--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            switch (LANGUAGE.read(text.toString())) {
                case FilterRead.Understood<Row>(RowFilter<Row> filter) ->
                        filter.keeps(new Row("press-01", 3));
                case FilterRead.NotUnderstood<Row>(FilterFault fault) ->
                        assertThat(fault.at()).as("%s", text).isBetween(1, text.length() + 1);
            }
        }
    }

    private Meant either(int depth) {
        Meant meant = both(depth);
        for (int n = random.nextInt(2); n > 0; n--) {
            Meant first = meant;
            Meant next = both(depth);
            meant = new Meant(first.text() + " or " + next.text(), first.keeps().or(next.keeps()));
        }
        return meant;
    }

    private Meant both(int depth) {
        Meant meant = not(depth);
        for (int n = random.nextInt(2); n > 0; n--) {
            Meant first = meant;
            Meant next = not(depth);
            String join = random.nextBoolean() ? " " : " and ";
            meant = new Meant(first.text() + join + next.text(), first.keeps().and(next.keeps()));
        }
        return meant;
    }

    private Meant not(int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 3)) {
            case 0 -> word();
            case 1 -> named();
            case 2 -> rate();
            case 3 -> {
                Meant of = not(depth - 1);
                yield new Meant("-" + of.text(), of.keeps().negate());
            }
            case 4 -> {
                Meant of = not(depth - 1);
                yield new Meant("not " + of.text(), of.keeps().negate());
            }
            default -> {
                Meant of = either(depth - 1);
                yield new Meant("(" + of.text() + ")", of.keeps());
            }
        };
    }

    private Meant word() {
        String word = WORDS.get(random.nextInt(3));
        return new Meant(word.toUpperCase(Locale.ROOT), row -> row.name().contains(word));
    }

    private Meant named() {
        String word = WORDS.get(random.nextInt(WORDS.size()));
        return random.nextBoolean()
                ? new Meant("name:" + word, row -> row.name().contains(word))
                : new Meant("name=" + word + "-*", row -> row.name().startsWith(word + "-"));
    }

    private Meant rate() {
        double limit = 100 + random.nextInt(9) / 10.0;
        return random.nextBoolean()
                ? new Meant("rate>" + limit + "k", row -> row.rate() > limit * 1000)
                : new Meant("rate<=" + limit + "k", row -> row.rate() <= limit * 1000);
    }
}
