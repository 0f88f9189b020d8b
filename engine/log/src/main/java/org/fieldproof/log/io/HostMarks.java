package org.fieldproof.log.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// By what a machine is known: numbers made from its id, its board's id, the tag that a cloud gave
/// it. Each is 0 where it cannot be read, and says nothing then: who may read the board's id
/// depends on the user. Linux only; elsewhere all are 0.
final class HostMarks {
    static final int COUNT = 3;

    private static final Path[] PLACES = {
        Path.of("/etc/machine-id"),
        Path.of("/sys/class/dmi/id/product_uuid"),
        Path.of("/sys/class/dmi/id/board_asset_tag")
    };

    private HostMarks() {}

    static long[] read() {
        long[] marks = new long[COUNT];
        for (int i = 0; i < COUNT; i++) {
            marks[i] = markOf(PLACES[i]);
        }
        return marks;
    }

    private static long markOf(Path place) {
        try {
            String text = Files.readString(place, StandardCharsets.ISO_8859_1).trim();
            if (text.isEmpty()) {
                return 0;
            }
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.ISO_8859_1));
            long mark = 0;
            for (int i = 0; i < Long.BYTES; i++) {
                mark = mark << 8 | (hash[i] & 0xff);
            }
            return mark;
        } catch (IOException | SecurityException _) {
            return 0;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
