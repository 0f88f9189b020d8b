package org.fieldproof.views.trial;

import java.util.regex.Pattern;
import org.fieldproof.api.record.JsonString;

/// A record as JSON that a person can change. Pure.
final class SampleJson {
    private static final Pattern GROUP = Pattern.compile("\\s*[{\\[].*[}\\]]\\s*", Pattern.DOTALL);

    private SampleJson() {}

    /// @param payload put in as it is where it looks like JSON; as a text otherwise
    static String of(String connection, String device, String address, String payload) {
        return "{\n  \"connection\": "
                + JsonString.of(connection)
                + ",\n  \"device\": "
                + JsonString.of(device)
                + ",\n  \"address\": "
                + JsonString.of(address)
                + ",\n  \"payload\": "
                + (GROUP.matcher(payload).matches() ? payload.strip() : JsonString.of(payload))
                + "\n}\n";
    }
}
