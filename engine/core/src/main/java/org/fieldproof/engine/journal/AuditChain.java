package org.fieldproof.engine.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fieldproof.api.command.Outcome.AuditLine;
import org.jspecify.annotations.Nullable;

/// The format of the audit trail.
///
/// | field of a line | meaning |
/// |---|---|
/// | number | from 1, without gaps |
/// | time, by, category, act, result | the act |
/// | previous | SHA-256 of the line before, without its line end; 64 zeros in the first |
/// | hash | SHA-256 of this line up to and without `,"hash"` |
///
/// `audit.head` is `number SP sha256-of-line LF`.
final class AuditChain {
    private static final String ZERO = "0".repeat(64);
    private static final String HASH_FIELD = ",\"hash\":\"";
    private static final int BLOCK_BYTES = 8_192;

    private AuditChain() {}

    /// One line and what the next one needs of it.
    ///
    /// @param hash SHA-256 of the whole line without its line end
    record Link(long number, String hash, String line) {
        byte[] lineBytes() {
            return (line + "\n").getBytes(StandardCharsets.UTF_8);
        }
    }

    /// What an existing trail holds.
    record Scan(Link last, List<AuditLine> newest, MarkerBook markers) {
        Scan {
            newest = List.copyOf(newest);
        }
    }

    static Link link(AuditLine line, String previous) {
        String body = body(line, previous);
        String whole = body + HASH_FIELD + sha256(body) + "\"}";
        return new Link(line.number(), sha256(whole), whole);
    }

    /// A line that stands for itself, as a chain of one.
    static Link alone(AuditLine line) {
        return link(line, ZERO);
    }

    /// Reads such a line; empty if it is not whole.
    static Optional<AuditLine> alone(String text) {
        return fits(text, 1, ZERO) ? parse(text) : Optional.empty();
    }

    static byte[] head(Link newest) {
        return (newest.number() + " " + newest.hash() + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /// Reads a trail for going on; tolerant, so that damage never keeps a gateway from starting.
    static Scan scan(Path file, int keptMax) throws IOException {
        Link last = new Link(0, ZERO, "");
        ArrayDeque<AuditLine> newest = new ArrayDeque<>();
        MarkerBook markers = new MarkerBook();
        if (Files.exists(file)) {
            try (BufferedReader lines = reader(file)) {
                for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                    Optional<AuditLine> parsed = parse(text);
                    long number = parsed.map(AuditLine::number).orElse(last.number() + 1);
                    last = new Link(number, sha256(text), text);
                    parsed.ifPresent(newest::addLast);
                    parsed.ifPresent(markers::take);
                    if (newest.size() > keptMax) {
                        newest.removeFirst();
                    }
                }
            }
        }
        return new Scan(last, List.copyOf(newest), markers);
    }

    /// Number of the first line that does not fit; 0 if all fit.
    static long verify(Path file, Path head) throws IOException {
        long expected = 1;
        String previous = ZERO;
        @Nullable String headHash = null;
        long headNumber = 0;
        if (Files.exists(head)) {
            String words = Files.readString(head, StandardCharsets.US_ASCII).strip();
            if (!words.matches("\\d{1,18} [0-9a-f]{64}")) {
                return 1;
            }
            int space = words.indexOf(' ');
            headNumber = Long.parseLong(words.substring(0, space));
            headHash = words.substring(space + 1);
        }
        if (Files.exists(file)) {
            try (BufferedReader lines = reader(file)) {
                for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                    if (!fits(text, expected, previous)) {
                        return expected;
                    }
                    previous = sha256(text);
                    if (expected == headNumber && !previous.equals(headHash)) {
                        return expected;
                    }
                    expected++;
                }
            }
        }
        return headNumber >= expected ? expected : 0;
    }

    /// Where the last complete line ends.
    static long endOfLastLine(FileChannel channel) throws IOException {
        long end = channel.size();
        ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
        while (end > 0) {
            long from = Math.max(0, end - BLOCK_BYTES);
            block.clear().limit((int) (end - from));
            int got = 0;
            while (block.hasRemaining() && got >= 0) {
                got = channel.read(block, from + block.position());
            }
            for (int i = block.position() - 1; i >= 0; i--) {
                if (block.get(i) == '\n') {
                    return from + i + 1;
                }
            }
            end = from;
        }
        return 0;
    }

    private static boolean fits(String text, long number, String previous) {
        int at = text.lastIndexOf(HASH_FIELD);
        if (at < 0) {
            return false;
        }
        String body = text.substring(0, at);
        Optional<AuditLine> line = parse(text);
        return line.isPresent()
                && line.get().number() == number
                && text.equals(body + HASH_FIELD + sha256(body) + "\"}")
                && body.equals(body(line.get(), previous));
    }

    private static String body(AuditLine line, String previous) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
            out.writeStartObject();
            out.writeNumberField("number", line.number());
            out.writeStringField("time", line.time().toString());
            out.writeStringField("by", line.by());
            out.writeStringField("category", line.category());
            out.writeStringField("act", line.act());
            out.writeStringField("result", line.result());
            out.writeStringField("previous", previous);
            out.writeEndObject();
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        String whole = text.toString();
        return whole.substring(0, whole.length() - 1);
    }

    private static Optional<AuditLine> parse(String text) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = new JsonFactory().createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                fields.put(name, String.valueOf(json.getText()));
                json.skipChildren();
            }
            return Optional.of(
                    new AuditLine(
                            Long.parseLong(fields.getOrDefault("number", "")),
                            Instant.parse(fields.getOrDefault("time", "")),
                            fields.getOrDefault("by", ""),
                            fields.getOrDefault("category", ""),
                            fields.getOrDefault("act", ""),
                            fields.getOrDefault("result", "")));
        } catch (JsonProcessingException | NumberFormatException | DateTimeException damaged) {
            return Optional.empty();
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }

    private static BufferedReader reader(Path file) throws IOException {
        // Damaged bytes must give a line that does not fit, not an exception.
        return new BufferedReader(
                new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256: missing from this JDK", impossible);
        }
    }
}
