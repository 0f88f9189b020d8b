package org.fieldproof.views.trial;

import java.util.regex.Pattern;

/// A record as JSON that a person can change. Pure.
final class SampleJson {
    private static final Pattern GROUP = Pattern.compile("\\s*[{\\[].*[}\\]]\\s*", Pattern.DOTALL);

    private SampleJson() {}

    /// @param payload put in as it is where it looks like JSON; as a text otherwise
    static String of(String connection, String device, String address, String payload) {
        return "{\n  \"connection\": "
                + quoted(connection)
                + ",\n  \"device\": "
                + quoted(device)
                + ",\n  \"address\": "
                + quoted(address)
                + ",\n  \"payload\": "
                + (GROUP.matcher(payload).matches() ? payload.strip() : quoted(payload))
                + "\n}\n";
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                default -> {
                    if (c < 0x20) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }
}
