package org.fieldproof.views.bridge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the numbers of a small JSON object, to be drawn. It is no parser: what it does not
/// understand it does not show. A payload that is a number alone is found under the empty name.
public final class JsonNumbers {
    private static final double CLOCK_LEAST = 1e9;

    private static final int FIELDS_MAX = 32;
    private static final int TEXT_MAX = 8_192;
    private static final String NUMBER = "-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?";
    private static final Pattern ALONE = Pattern.compile("\\s*(" + NUMBER + ")\\s*");
    private static final Pattern FIELD =
            Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"\\s*:\\s*(" + NUMBER + ")(?=\\s*[,}\\]])");

    private JsonNumbers() {}

    public static Map<String, Double> of(String text) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        if (text.length() > TEXT_MAX) {
            return numbers;
        }
        Matcher alone = ALONE.matcher(text);
        if (alone.matches()) {
            numbers.put("", Double.valueOf(alone.group(1)));
            return numbers;
        }
        Matcher fields = FIELD.matcher(text);
        while (fields.find() && numbers.size() < FIELDS_MAX) {
            numbers.putIfAbsent(fields.group(1), Double.valueOf(fields.group(2)));
        }
        return numbers;
    }

    /// The first number that a device measures: neither its own counter nor its clock, which is
    /// beyond 1e9 in seconds and in whatever is shorter. Any where there is no other.
    public static Optional<String> measured(Map<String, Double> numbers) {
        return numbers.entrySet().stream()
                .filter(each -> !each.getKey().equals("n"))
                .filter(each -> Math.abs(each.getValue()) < CLOCK_LEAST)
                .map(Map.Entry::getKey)
                .findFirst()
                .or(() -> numbers.keySet().stream().findFirst());
    }
}
