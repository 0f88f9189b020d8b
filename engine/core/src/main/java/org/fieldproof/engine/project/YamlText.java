package org.fieldproof.engine.project;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.fieldproof.api.project.Problem.Place;

/// The text of a project file: bounded, UTF-8, without control characters (PRJ-4). A byte order
/// mark and Windows line ends are accepted.
final class YamlText {
    static final int FILE_BYTES_MAX = 1 << 20;

    private final String file;
    private final byte[] bytes;
    private final String text;

    /// @param bytes as on disk, for the content hash
    YamlText(String file, byte[] bytes, String text) {
        this.file = file;
        this.bytes = bytes;
        this.text = text;
    }

    String file() {
        return file;
    }

    byte[] bytes() {
        return bytes;
    }

    String text() {
        return text;
    }

    static Optional<YamlText> read(Path path, String file, Problems problems) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(FILE_BYTES_MAX + 1);
        } catch (IOException failure) {
            problems.error(
                    new Place(file, 0, 0, ""),
                    "PROJ-0103",
                    "file " + file,
                    "It cannot be read: " + failure.getMessage() + ".",
                    "Check that it is a file that this user may read.");
            return Optional.empty();
        }
        return checked(bytes, file, problems);
    }

    /// A text that is not in a file yet, checked as if it were.
    static Optional<YamlText> of(String text, String file, Problems problems) {
        return checked(text.getBytes(StandardCharsets.UTF_8), file, problems);
    }

    /// The text of a file of tags, which may be larger than a project's own.
    static Optional<YamlText> ofTags(byte[] bytes, String file, Problems problems) {
        return decode(bytes, file, problems).map(text -> new YamlText(file, bytes, text));
    }

    private static Optional<YamlText> checked(byte[] bytes, String file, Problems problems) {
        if (bytes.length > FILE_BYTES_MAX) {
            problems.error(
                    new Place(file, 0, 0, ""),
                    "PROJ-0104",
                    "file " + file,
                    "It is larger than 1 MiB.",
                    "Split the project, or remove what does not belong there.");
            return Optional.empty();
        }
        return decode(bytes, file, problems).map(text -> new YamlText(file, bytes, text));
    }

    private static Optional<String> decode(byte[] bytes, String file, Problems problems) {
        CharsetDecoder decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            boolean utf16 =
                    bytes.length > 1
                            && (bytes[0] & 0xff) + (bytes[1] & 0xff) == 0xff + 0xfe
                            && (bytes[0] & 0xfe) == 0xfe;
            problems.error(
                    placeAfter(file, text),
                    "PROJ-0105",
                    "file " + file,
                    utf16
                            ? "It is UTF-16 text, not UTF-8."
                            : "It is not UTF-8 text: byte " + in.position() + " fits no character.",
                    "Save the file as UTF-8.");
            return Optional.empty();
        }
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        for (int i = 0; i < text.length(); i++) {
            if (isControl(text.charAt(i))) {
                problems.error(
                        placeAfter(file, text.substring(0, i)),
                        "PROJ-0105",
                        "file " + file,
                        String.format(
                                "It holds the control character U+%04X.", (int) text.charAt(i)),
                        "Remove that character; inside quotes write it as an escape.");
                return Optional.empty();
            }
        }
        return Optional.of(text);
    }

    /// Whether a file may not hold the character as it is.
    static boolean isControl(char c) {
        return (c < 0x20 && c != '\t' && c != '\n' && c != '\r')
                || (c >= 0x7f && c < 0xa0 && c != 0x85)
                || c == '\uFEFF'
                || c >= '\uFFFE';
    }

    private static Place placeAfter(String file, String text) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new Place(file, line, text.length() - lineStart + 1, "");
    }
}
