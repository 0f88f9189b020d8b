package org.fieldproof.app.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;

/// Reads lines of `log dump --json`.
final class Dumped {
    private Dumped() {}

    /// The payload of a record, in hexadecimal.
    static String payload(JsonNode line) {
        String text = line.path("payload").asText();
        return line.path("encoding").asText().equalsIgnoreCase("base64")
                ? Mosquitto.hex(Base64.getDecoder().decode(text))
                : Mosquitto.hex(text);
    }
}
