package org.fieldproof.api.tag;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.Problem.Place;

/// The text of a file of tags. Bytes that are none are refused: a name that was guessed would be
/// another topic. Pure.
final class TagText {
    private TagText() {}

    static String decode(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    /// Where it stops being text.
    static Problem notUtf8(String file, byte[] bytes) {
        int sound = soundBytes(bytes);
        int line = 1;
        for (int i = 0; i < sound; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return Problem.error(
                        "TAGS-0101",
                        "file " + file,
                        "It is not UTF-8 text.",
                        "Save it as UTF-8, which spreadsheets call \"CSV UTF-8\".")
                .at(new Place(file, line, 1, ""));
    }

    private static int soundBytes(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(in, out, true);
        return in.position();
    }
}
