package org.fieldproof.connector.transform;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is wrong with an expression, in words for the person who wrote it. The library speaks of
/// overloads and containers. What it says that is not known here is told as it is. Stateless.
final class ExpressionWords {
    private static final int LENGTH_MAX = 300;
    private static final Pattern READING =
            Pattern.compile("(?:ERROR: )?<input>:(\\d+):(\\d+): (.*)");
    private static final Pattern RUNNING =
            Pattern.compile("evaluation error(?: at <input>:\\d+)?: (.*)");
    private static final Pattern UNKNOWN =
            Pattern.compile("undeclared reference to '([^']*)' \\(in container.*");
    private static final Pattern OVERLOAD =
            Pattern.compile(
                    "found no matching overload for '([^']*)' applied to '\\(([^)]*)\\)'.*");
    private static final Pattern NO_OVERLOAD =
            Pattern.compile("No matching overload for function '([^']*)'.*");
    private static final Pattern SYNTAX =
            Pattern.compile(
                    "(?:Syntax error: )?(?:mismatched|extraneous) input '(.*?)' expecting.*");
    private static final Pattern NO_WAY =
            Pattern.compile("(?:Syntax error: )?no viable alternative at input '(.*)'.*");
    private static final Pattern LETTERS =
            Pattern.compile("(?:Syntax error: )?token recognition error at: '(.*)'.*");
    private static final Pattern NO_KEY =
            Pattern.compile("key '([^']*)' is not present in map\\.?.*");
    private static final Pattern DIVISION =
            Pattern.compile("(?i).*(?:divi(?:de|sion) by zero|/ by zero).*");
    private static final String VARIABLES =
            "payload, value, text, bytes, address, device, connection, quality, seq, qos, retained,"
                    + " sourceTimeMs, acceptTimeMs and properties";

    private ExpressionWords() {}

    /// The fault in words, with its place where the library says one.
    static String of(Exception fault) {
        String said = String.valueOf(fault.getMessage());
        String line = said.lines().findFirst().orElse(said);
        Matcher reading = READING.matcher(line);
        if (reading.matches()) {
            String place =
                    reading.group(1).equals("1")
                            ? "at letter " + reading.group(2)
                            : "in line " + reading.group(1) + " at letter " + reading.group(2);
            return shortened(words(reading.group(3)) + " (" + place + ")");
        }
        Matcher running = RUNNING.matcher(line);
        return shortened(words(running.matches() ? running.group(1) : line));
    }

    private static String words(String said) {
        Matcher unknown = UNKNOWN.matcher(said);
        if (unknown.matches()) {
            return "there is no " + unknown.group(1) + "; there are " + VARIABLES;
        }
        Matcher overload = OVERLOAD.matcher(said);
        if (overload.matches()) {
            List<String> kinds = List.of(overload.group(2).split(", "));
            return sign(overload.group(1)) + " cannot be used with " + String.join(" and ", kinds);
        }
        Matcher noOverload = NO_OVERLOAD.matcher(said);
        if (noOverload.matches()) {
            return sign(noOverload.group(1)) + " cannot be used with the values that are there";
        }
        for (Pattern each : List.of(SYNTAX, NO_WAY)) {
            Matcher syntax = each.matcher(said);
            if (syntax.matches()) {
                return syntax.group(1).endsWith("<EOF>")
                        ? "it ends too early; something is missing"
                        : "'" + syntax.group(1) + "' cannot stand here";
            }
        }
        Matcher letters = LETTERS.matcher(said);
        if (letters.matches()) {
            return letters.group(1).startsWith("\"") || letters.group(1).startsWith("'")
                    ? "a text is not closed: " + letters.group(1)
                    : letters.group(1) + " means nothing here";
        }
        Matcher noKey = NO_KEY.matcher(said);
        if (noKey.matches()) {
            return "the record has no " + noKey.group(1);
        }
        return DIVISION.matcher(said).matches() ? "it divides by zero" : said;
    }

    /// `_>_` is how the library calls `>`.
    private static String sign(String function) {
        String plain = function.equals("_[_]") ? "[ ]" : function.replace("_", "").replace("@", "");
        return plain.isEmpty() ? function : "'" + plain + "'";
    }

    private static String shortened(String words) {
        String whole = words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
        return whole.length() > LENGTH_MAX ? whole.substring(0, LENGTH_MAX) + "…" : whole;
    }
}
