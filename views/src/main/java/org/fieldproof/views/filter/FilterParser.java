package org.fieldproof.views.filter;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fieldproof.views.filter.FilterFault.Kind;
import org.jspecify.annotations.Nullable;

/// Reads one text, from left to right:
///
/// ```
/// either = both { "or" both }
/// both   = not { [ "and" ] not }
/// not    = ( "not" | "-" ) not | "(" either ")" | term
/// term   = word | "phrase" | column sign value
/// ```
///
/// The first fault is the one that is told; what is read after it does not matter. Used once, by
/// one thread.
final class FilterParser<R> {
    private static final int DEPTH_MAX = 40;

    private final String text;
    private final FilterLanguage<R> language;
    private int at;
    private int depth;

    /// Brackets that are open.
    private int groups;

    private @Nullable FilterFault fault;

    FilterParser(String text, FilterLanguage<R> language) {
        this.text = text;
        this.language = language;
    }

    FilterRead<R> read() {
        RowFilter<R> all = new RowFilter.Both<>(List.of());
        if (text.isBlank()) {
            return new FilterRead.Understood<>(all);
        }
        RowFilter<R> read = all;
        if (text.length() > FilterLanguage.LETTERS_MAX) {
            fail(Kind.TOO_LONG, 0, false, Integer.toString(FilterLanguage.LETTERS_MAX));
        } else {
            read = either();
            blanks();
            if (at < text.length()) {
                fail(Kind.STRAY_CLOSE, at, false);
            }
        }
        FilterFault wrong = fault;
        return wrong == null
                ? new FilterRead.Understood<>(read)
                : new FilterRead.NotUnderstood<>(wrong);
    }

    private RowFilter<R> either() {
        List<RowFilter<R>> parts = new ArrayList<>(List.of(both()));
        while (keyword("or")) {
            int word = at;
            at += 2;
            if (isAtPartEnd()) {
                fail(Kind.NOTHING_TO_JOIN, word, at == text.length(), "or");
            }
            parts.add(both());
        }
        return parts.size() == 1 ? parts.getFirst() : new RowFilter.Either<>(parts);
    }

    private RowFilter<R> both() {
        if (isAtPartEnd()) {
            failEmpty();
        }
        List<RowFilter<R>> parts = new ArrayList<>();
        while (!isAtPartEnd() && fault == null) {
            if (keyword("and")) {
                int word = at;
                at += 3;
                if (parts.isEmpty() || isAtPartEnd()) {
                    fail(Kind.NOTHING_TO_JOIN, word, at == text.length(), "and");
                }
            } else {
                parts.add(not());
            }
        }
        return parts.size() == 1 ? parts.getFirst() : new RowFilter.Both<>(parts);
    }

    /// Nothing stands where something has to.
    private void failEmpty() {
        if (keyword("or")) {
            fail(Kind.NOTHING_TO_JOIN, at, false, "or");
        } else if (at < text.length() || groups == 0) {
            fail(Kind.STRAY_CLOSE, Math.min(at, text.length() - 1), false);
        } else {
            fail(Kind.UNCLOSED_GROUP, at - 1, true);
        }
    }

    private RowFilter<R> not() {
        blanks();
        boolean minus = at + 1 < text.length() && text.charAt(at) == '-' && !isBlank(at + 1);
        boolean word = keyword("not");
        if (minus || word) {
            int from = at;
            at += minus ? 1 : 3;
            if (isAtPartEnd()) {
                fail(Kind.NOTHING_TO_JOIN, from, at == text.length(), minus ? "-" : "not");
                return new RowFilter.Both<>(List.of());
            }
            return new RowFilter.Not<>(deeper(from, false));
        }
        return text.charAt(at) == '(' ? deeper(at, true) : term();
    }

    private RowFilter<R> deeper(int from, boolean group) {
        RowFilter<R> none = new RowFilter.Both<>(List.of());
        if (depth >= DEPTH_MAX) {
            fail(Kind.TOO_LONG, from, false, Integer.toString(FilterLanguage.LETTERS_MAX));
            return none;
        }
        depth++;
        RowFilter<R> read;
        if (group) {
            at++;
            groups++;
            read = either();
            groups--;
            blanks();
            if (at < text.length()) {
                at++;
            } else {
                fail(Kind.UNCLOSED_GROUP, from, true);
            }
        } else {
            read = not();
        }
        depth--;
        return read;
    }

    private RowFilter<R> term() {
        int from = at;
        if (text.charAt(at) == '"') {
            String phrase = quoted();
            Optional<FilterColumn<R>> named = language.column(phrase);
            Optional<Comparison> sign = Comparison.at(text, at);
            return named.isPresent() && sign.isPresent()
                    ? compared(from, named.get(), sign.get())
                    : anywhere(phrase, TextPattern.inside(phrase));
        }
        while (at < text.length() && isOfName(text.charAt(at))) {
            at++;
        }
        String name = text.substring(from, at);
        Optional<FilterColumn<R>> column = language.column(name);
        int next = column.isPresent() ? afterBlanks() : at;
        Optional<Comparison> sign = Comparison.at(text, next);
        // A blank before a colon is prose.
        boolean apart = next > at && sign.filter(each -> each == Comparison.HAS).isPresent();
        if (column.isPresent() && sign.isPresent() && !apart) {
            at = next;
            return compared(from, column.get(), sign.get());
        }
        sign.filter(_ -> column.isEmpty()).ifPresent(found -> unknown(from, name, found));
        at = from;
        String word = bare();
        return anywhere(word, TextPattern.between(word));
    }

    /// A name that no column has. An address, a node id or a time of day is a word like others.
    private void unknown(int from, String name, Comparison sign) {
        boolean like =
                !name.isEmpty()
                        && Character.isLetter(name.charAt(0))
                        && Character.isLetterOrDigit(name.charAt(name.length() - 1));
        if (!like) {
            return;
        }
        Optional<FilterColumn<R>> near = language.near(name);
        if (near.isPresent()) {
            fail(Kind.NEAR_COLUMN, from, false, name, near.get().name());
        } else if (sign != Comparison.HAS && sign != Comparison.EQUAL) {
            String all =
                    language.columns().stream()
                            .map(FilterColumn::name)
                            .collect(Collectors.joining(", "));
            fail(Kind.NO_COLUMN, from, false, name, all);
        }
    }

    private RowFilter<R> anywhere(String word, TextPattern pattern) {
        return word.isEmpty()
                ? new RowFilter.Both<>(List.of())
                : new RowFilter.Anywhere<>(language.columns(), pattern);
    }

    private RowFilter<R> compared(int from, FilterColumn<R> column, Comparison sign) {
        at += sign.sign().length();
        blanks();
        int begin = at;
        if (at == text.length() || text.charAt(at) == ')') {
            String before = text.substring(from, at).strip();
            fail(
                    Kind.NO_VALUE,
                    begin,
                    at == text.length(),
                    before,
                    before + column.measure().example());
            return new RowFilter.Both<>(List.of());
        }
        boolean literal = text.charAt(at) == '"';
        String value = literal ? quoted() : bare();
        if (sign == Comparison.FITS) {
            return fits(column, value, begin);
        }
        if (sign == Comparison.HAS) {
            return new RowFilter.Cell<>(column, TextPattern.starred(value, false));
        }
        double wanted = literal ? Double.NaN : quantity(column, value);
        if (sign.isOrder() && column.measure() == Measure.WORDS) {
            fail(Kind.NOT_MEASURED, from, false, column.name());
        } else if (sign.isOrder() && Double.isNaN(wanted)) {
            fail(Kind.NO_QUANTITY, begin, at == text.length(), value, example(column, sign));
        }
        if (!Double.isNaN(wanted)) {
            return new RowFilter.Compares<>(column, language.quantity(), sign, wanted);
        }
        RowFilter<R> same = new RowFilter.Cell<>(column, TextPattern.starred(value, true));
        return sign == Comparison.NOT_EQUAL ? new RowFilter.Not<>(same) : same;
    }

    private static String example(FilterColumn<?> column, Comparison sign) {
        return column.name() + sign.sign() + column.measure().example();
    }

    /// What a value says of a quantity, with its unit behind a blank if that is the next word.
    private double quantity(FilterColumn<R> column, String value) {
        double alone = language.quantity().read(value, column.measure());
        int before = at;
        blanks();
        boolean wants = !Double.isNaN(alone) && at > before && at < text.length();
        boolean number =
                value.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.' || c == ',');
        if (wants && number && Character.isLetter(text.charAt(at))) {
            double both = language.quantity().read(value + bare(), column.measure());
            if (!Double.isNaN(both)) {
                return both;
            }
        }
        at = before;
        return alone;
    }

    private RowFilter<R> fits(FilterColumn<R> column, String value, int begin) {
        try {
            return new RowFilter.Fits<>(column, Pattern.compile(value, Pattern.CASE_INSENSITIVE));
        } catch (PatternSyntaxException wrong) {
            fail(Kind.BAD_PATTERN, begin, at == text.length(), value, wrong.getDescription());
            return new RowFilter.Both<>(List.of());
        }
    }

    private String quoted() {
        int open = at;
        int close = text.indexOf('"', at + 1);
        if (close < 0) {
            fail(Kind.UNCLOSED_QUOTE, open, true);
            at = text.length();
            return text.substring(open + 1);
        }
        at = close + 1;
        return text.substring(open + 1, close);
    }

    /// As far as the next blank, or the bracket that closes a group.
    private String bare() {
        int from = at;
        int open = 0;
        while (at < text.length() && !isBlank(at)) {
            char c = text.charAt(at);
            if (c == ')' && open == 0 && groups > 0) {
                break;
            }
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
            at++;
        }
        return text.substring(from, at);
    }

    private boolean keyword(String word) {
        blanks();
        int end = at + word.length();
        boolean ends =
                end >= text.length()
                        || isBlank(end)
                        || text.charAt(end) == '('
                        || text.charAt(end) == ')';
        return ends && text.regionMatches(true, at, word, 0, word.length());
    }

    private boolean isAtPartEnd() {
        blanks();
        return at == text.length() || text.charAt(at) == ')' || keyword("or");
    }

    private void blanks() {
        at = afterBlanks();
    }

    private int afterBlanks() {
        int next = at;
        while (next < text.length() && isBlank(next)) {
            next++;
        }
        return next;
    }

    private boolean isBlank(int index) {
        return Character.isWhitespace(text.charAt(index));
    }

    private static boolean isOfName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || c == '/';
    }

    private void fail(Kind kind, int where, boolean unfinished, String... words) {
        if (fault == null) {
            fault = new FilterFault(kind, Math.max(0, where) + 1, List.of(words), unfinished);
        }
    }
}
