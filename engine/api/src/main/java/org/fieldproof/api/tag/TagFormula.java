package org.fieldproof.api.tag;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text of a template: between braces stands the name of a parameter, or a sum of products of
/// whole numbers and parameters; everything else is as it is written, and `{{` is one brace. What
/// is put in is never read once more, so that nothing calls itself. Immutable.
///
/// @param written as it is written, for messages
record TagFormula(String written, List<Piece> pieces) {
    /// The name of a parameter.
    static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,39}");

    private static final Pattern WHOLE = Pattern.compile("[-+]?\\d{1,18}");
    private static final Pattern TOKEN = Pattern.compile("\\s*(" + NAME + "|\\d{1,18}|[-+*])\\s*");
    private static final int LENGTH_MAX = 200;

    /// Most pieces of a cell: far more than an address has, and too few to make much of little.
    static final int PIECES_MAX = 64;

    TagFormula {
        pieces = List.copyOf(pieces);
    }

    sealed interface Piece {}

    /// What stands outside of braces.
    record Plain(String text) implements Piece {}

    /// What stands between braces.
    ///
    /// @param written as it is written, for messages
    record Sum(String written, List<Product> products) implements Piece {
        Sum {
            products = List.copyOf(products);
        }

        /// The parameter whose text is put in as it is: `007` stays.
        boolean isName() {
            return products.size() == 1
                    && !products.getFirst().negative()
                    && products.getFirst().factors().size() == 1
                    && NAME.matcher(products.getFirst().factors().getFirst()).matches();
        }
    }

    /// Numbers and parameters that are multiplied.
    record Product(boolean negative, List<String> factors) {
        Product {
            factors = List.copyOf(factors);
        }
    }

    /// Why a text cannot be read or filled in, as a sentence, and what to do.
    static final class Fault extends Exception {
        private static final long serialVersionUID = 1L;

        private final String remedy;

        Fault(String message, String remedy) {
            super(message, null, false, false);
            this.remedy = remedy;
        }

        String message() {
            return String.valueOf(getMessage());
        }

        String remedy() {
            return remedy;
        }
    }

    /// Reads a text.
    static TagFormula of(String text) throws Fault {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean twice = i + 1 < text.length() && text.charAt(i + 1) == c;
            if (pieces.size() >= PIECES_MAX) {
                throw new Fault(
                        "It has more than " + PIECES_MAX + " pieces.",
                        "Use fewer parameters in one cell.");
            }
            if ((c == '{' || c == '}') && twice) {
                plain.append(c);
                i++;
            } else if (c == '{') {
                int end = text.indexOf('}', i);
                if (end < 0) {
                    throw braces(
                            "The brace before \""
                                    + shown(text.substring(i + 1))
                                    + "\" is not closed.");
                }
                if (!plain.isEmpty()) {
                    pieces.add(new Plain(plain.toString()));
                    plain.setLength(0);
                }
                pieces.add(sum(text.substring(i + 1, end)));
                i = end;
            } else if (c == '}') {
                throw braces("A brace is closed that was not opened.");
            } else {
                plain.append(c);
            }
        }
        if (!plain.isEmpty()) {
            pieces.add(new Plain(plain.toString()));
        }
        return new TagFormula(text, pieces);
    }

    private static Sum sum(String written) throws Fault {
        String expression = written.strip();
        if (expression.isEmpty() || expression.length() > LENGTH_MAX) {
            throw unreadable(expression);
        }
        List<Product> products = new ArrayList<>();
        List<String> factors = new ArrayList<>();
        boolean negative = false;
        boolean operand = true;
        Matcher token = TOKEN.matcher(expression);
        int at = 0;
        while (at < expression.length()) {
            if (!token.find(at) || token.start() != at) {
                throw unreadable(expression);
            }
            String word = token.group(1);
            boolean operator = word.length() == 1 && "+-*".contains(word);
            if (operator == operand) {
                throw unreadable(expression);
            }
            if (!operator) {
                factors.add(word);
            } else if (!word.equals("*")) {
                products.add(new Product(negative, factors));
                factors = new ArrayList<>();
                negative = word.equals("-");
            }
            operand = operator;
            at = token.end();
        }
        if (operand) {
            throw unreadable(expression);
        }
        products.add(new Product(negative, factors));
        return new Sum(expression, products);
    }

    private static Fault unreadable(String expression) {
        return braces("\"{" + shown(expression) + "}\" cannot be read.");
    }

    private static Fault braces(String message) {
        return new Fault(
                message,
                "Write a parameter such as {name}, or whole numbers and parameters with + - * such"
                        + " as {base+4}; write {{ for a brace.");
    }

    /// As much of a text as belongs into a message.
    static String shown(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    /// Every parameter that is named, in order.
    Set<String> parameters() {
        Set<String> names = new LinkedHashSet<>();
        for (Piece piece : pieces) {
            if (piece instanceof Sum sum) {
                for (Product product : sum.products()) {
                    product.factors().stream()
                            .filter(factor -> NAME.matcher(factor).matches())
                            .forEach(names::add);
                }
            }
        }
        return names;
    }

    /// How much of it stands between braces: numbers and parameters.
    int uses() {
        return pieces.stream()
                .filter(Sum.class::isInstance)
                .map(Sum.class::cast)
                .flatMap(sum -> sum.products().stream())
                .mapToInt(product -> product.factors().size())
                .sum();
    }

    /// The text with these values; empty where it would be longer than there is room.
    ///
    /// @param values by parameter; has all of [#parameters()]
    Optional<String> with(Map<String, String> values, long roomChars) throws Fault {
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            String part =
                    switch (piece) {
                        case Plain(String plain) -> plain;
                        case Sum sum when sum.isName() ->
                                values.getOrDefault(
                                        sum.products().getFirst().factors().getFirst(), "");
                        case Sum sum -> Long.toString(total(sum, values));
                    };
            if (text.length() + (long) part.length() > roomChars) {
                return Optional.empty();
            }
            text.append(part);
        }
        return Optional.of(text.toString());
    }

    private static long total(Sum sum, Map<String, String> values) throws Fault {
        long total = 0;
        try {
            for (Product product : sum.products()) {
                long part = 1;
                for (String factor : product.factors()) {
                    part = Math.multiplyExact(part, number(factor, sum, values));
                }
                total =
                        product.negative()
                                ? Math.subtractExact(total, part)
                                : Math.addExact(total, part);
            }
        } catch (ArithmeticException _) {
            throw new Fault(
                    "{" + sum.written() + "} leaves the range of whole numbers.",
                    "Write smaller values.");
        }
        return total;
    }

    private static long number(String factor, Sum sum, Map<String, String> values) throws Fault {
        String value = values.getOrDefault(factor, factor);
        if (!WHOLE.matcher(value).matches()) {
            throw new Fault(
                    "The parameter "
                            + factor
                            + " is \""
                            + shown(value)
                            + "\", and {"
                            + sum.written()
                            + "} needs a whole number.",
                    "Write digits behind "
                            + factor
                            + "=, or take the arithmetic out of the template.");
        }
        return Long.parseLong(value);
    }
}
