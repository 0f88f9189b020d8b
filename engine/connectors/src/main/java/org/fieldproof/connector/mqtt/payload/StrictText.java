package org.fieldproof.connector.mqtt.payload;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// UTF-8, with or without a byte order mark, and nothing else. Pure.
public final class StrictText {
    private StrictText() {}

    static Optional<String> of(byte[] payload) {
        try {
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(payload))
                            .toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    static Decoded notText() {
        return Decoded.not("not-utf-8", "it is not UTF-8 text");
    }

    /// Foreign text for people: short, and without control characters.
    public static String shown(String text) {
        String line = text.lines().findFirst().orElse("");
        String cut = line.length() > 80 ? line.substring(0, 80) + "…" : line;
        return cut.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
