package org.fieldproof.views.quarantine;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// A payload as people read and write it. Pure.
final class PayloadText {
    /// What is shown; a larger payload is cut, and cannot be edited here.
    static final int SHOWN_MAX = 64 << 10;

    private static final int BYTES_A_LINE = 16;

    private PayloadText() {}

    /// Whether its text is the whole truth: valid UTF-8, and nothing that a text field would
    /// drop or change on the way, such as a carriage return.
    static boolean isText(byte[] payload) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
            return text.chars().allMatch(c -> c == '\n' || c == '\t' || !Character.isISOControl(c));
        } catch (CharacterCodingException binary) {
            return false;
        }
    }

    /// As text; what is none becomes a dot.
    static String text(byte[] payload) {
        int shown = Math.min(payload.length, SHOWN_MAX);
        return new String(payload, 0, shown, StandardCharsets.UTF_8)
                .replaceAll("[\\p{Cntrl}&&[^\n\t]]", "·");
    }

    /// As pairs of digits, sixteen a line.
    static String hex(byte[] payload) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(payload.length, SHOWN_MAX); i++) {
            text.append(i == 0 ? "" : i % BYTES_A_LINE == 0 ? "\n" : " ")
                    .append(HexFormat.of().toHexDigits(payload[i]));
        }
        return text.toString();
    }

    /// The bytes of pairs of digits; empty if they are none.
    static Optional<byte[]> ofHex(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String word : text.strip().toLowerCase(Locale.ROOT).split("\\s+", -1)) {
            if (word.length() % 2 != 0 || !word.matches("[0-9a-f]*")) {
                return Optional.empty();
            }
            bytes.writeBytes(HexFormat.of().parseHex(word));
        }
        return Optional.of(bytes.toByteArray());
    }
}
