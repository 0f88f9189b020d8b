package org.fieldproof.connector.transform;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.fieldproof.connector.work.ExactJson;

/// The one way JSON is read and written here (XF-5). Numbers keep their value exactly, and `-0`
/// its sign. Immutable; any thread.
final class JsonText {
    static final int DEPTH_MAX = 100;
    static final int NAME_BYTES_MAX = 1 << 20;

    /// Largest payload that a transform makes.
    static final int OUTPUT_BYTES_MAX = 1 << 20;

    private static final int STRING_CHARS_MAX = 64 << 20;
    private static final String REMEDY =
            "Look at what the device sends; retry, export or discard the record in quarantine.";

    static final JsonMapper MAPPER =
            ExactJson.mapper(
                    StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_MAX)
                            .maxNameLength(NAME_BYTES_MAX)
                            .maxNumberLength(ExactJson.NUMBER_CHARS_MAX)
                            .maxStringLength(STRING_CHARS_MAX)
                            .build());

    private JsonText() {}

    /// The payload as a tree.
    static JsonNode read(byte[] payload) throws Unfit {
        try {
            JsonNode tree = MAPPER.readTree(payload);
            if (tree == null || tree instanceof MissingNode) {
                throw new Unfit("XFRM-0201", "The payload is empty, not JSON.", REMEDY);
            }
            return tree;
        } catch (StreamConstraintsException e) {
            throw new Unfit(
                    "XFRM-0202", "The payload's JSON is beyond a limit: " + said(e) + ".", REMEDY);
        } catch (IOException e) {
            throw new Unfit("XFRM-0201", "The payload is not JSON: " + said(e) + ".", REMEDY);
        }
    }

    /// The tree as UTF-8, without blanks; the same tree gives the same bytes (XF-1).
    static byte[] write(JsonNode tree) throws Unfit {
        Bounded out = new Bounded();
        try {
            MAPPER.writeValue(out, tree);
        } catch (IOException e) {
            throw new Unfit(
                    "XFRM-0203",
                    out.full
                            ? "The result is larger than " + OUTPUT_BYTES_MAX + " bytes."
                            : "The result cannot be written as JSON: " + said(e) + ".",
                    "Make the expression give less.");
        }
        return out.bytes.toByteArray();
    }

    private static String said(IOException e) {
        String text = String.valueOf(e.getMessage());
        int end = text.indexOf('\n');
        String line = end < 0 ? text : text.substring(0, end);
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }

    /// Refuses to grow beyond the limit, so that a small expression cannot fill the heap.
    private static final class Bounded extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        private boolean full;

        @Override
        public void write(int b) throws IOException {
            require(1);
            bytes.write(b);
        }

        @Override
        public void write(byte[] b, int from, int count) throws IOException {
            require(count);
            bytes.write(b, from, count);
        }

        private void require(int more) throws IOException {
            if (bytes.size() + more > OUTPUT_BYTES_MAX) {
                full = true;
                throw new IOException("full");
            }
        }
    }
}
