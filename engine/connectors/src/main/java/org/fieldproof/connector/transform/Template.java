package org.fieldproof.connector.transform;

import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.record.FieldRecord;

/// A text with places for what a record is called: `{address}`, `{device}`, `{connection}`, and
/// `{0}`, `{1}`... for the levels of its address. Immutable.
final class Template {
    private static final int TEXT_CHARS_MAX = 1_000;

    private final List<String> literals;
    private final List<String> places;

    private Template(List<String> literals, List<String> places) {
        this.literals = literals;
        this.places = places;
    }

    /// Reads a template.
    ///
    /// @throws IllegalArgumentException with the fault in words
    static Template of(String text) {
        if (text.length() > TEXT_CHARS_MAX) {
            throw new IllegalArgumentException("it is longer than " + TEXT_CHARS_MAX);
        }
        List<String> literals = new ArrayList<>();
        List<String> places = new ArrayList<>();
        int from = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
            int close = text.indexOf('}', open);
            if (close < 0) {
                throw new IllegalArgumentException("a { has no }");
            }
            String place = text.substring(open + 1, close);
            if (!place.matches("address|device|connection|\\d{1,2}")) {
                throw new IllegalArgumentException("there is no {" + place + "}");
            }
            literals.add(text.substring(from, open));
            places.add(place);
            from = close + 1;
        }
        literals.add(text.substring(from));
        return new Template(List.copyOf(literals), List.copyOf(places));
    }

    String of(FieldRecord record) throws Unfit {
        StringBuilder text = new StringBuilder(literals.getFirst());
        for (int i = 0; i < places.size(); i++) {
            text.append(
                            switch (places.get(i)) {
                                case "address" -> record.address();
                                case "device" -> record.device();
                                case "connection" -> record.connection();
                                case String level -> level(record.address(), level);
                            })
                    .append(literals.get(i + 1));
        }
        return text.toString();
    }

    private static String level(String address, String number) throws Unfit {
        String[] levels = address.split("/", -1);
        int index = Integer.parseInt(number);
        if (index >= levels.length) {
            throw new Unfit(
                    "XFRM-0216",
                    "The address " + address + " has no level " + index + ".",
                    "Correct the template, or filter such records out first.");
        }
        return levels[index];
    }
}
