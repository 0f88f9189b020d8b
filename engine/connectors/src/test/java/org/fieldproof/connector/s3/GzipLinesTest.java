package org.fieldproof.connector.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: objects that nobody can open, or a processor that looks for repeats where
/// there are none.
final class GzipLinesTest {

    private static byte[] zipped(byte[] lines, int chunk) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GzipLines zip = new GzipLines(out)) {
            for (int i = 0; i < lines.length; i += chunk) {
                zip.write(lines, i, Math.min(chunk, lines.length - i));
            }
        }
        return out.toByteArray();
    }

    private static byte[] unzipped(byte[] object) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(object))) {
            return in.readAllBytes();
        }
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        new SplittableRandom(7).nextBytes(random);
        return Base64.getEncoder().encode(random);
    }

    private static byte[] text(int lines) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            text.append("{\"epoch\":\"").append(Objects.EPOCH).append("\",\"seq\":").append(i);
            text.append(",\"text\":\"").append(i * 31 % 997).append("\"}\n");
        }
        return text.toString().getBytes(UTF_8);
    }

    @Test
    void whateverTheLengthItComesBack() throws IOException {
        for (int bytes : new int[] {0, 1, 65_534, 65_536, 65_540, 300_000}) {
            byte[] lines = random(bytes);
            assertThat(unzipped(zipped(lines, 8_000))).as("%d", bytes).isEqualTo(lines);
            assertThat(unzipped(zipped(lines, 70_000))).as("%d", bytes).isEqualTo(lines);
        }
        assertThat(unzipped(zipped(text(9_000), 8_000))).isEqualTo(text(9_000));
    }

    /// Looking for repeats costs a sixth of the speed of anything else, and makes base64 longer:
    /// three quarters and two hundredths of it.
    @Test
    void repeatsAreLookedForOnlyWhereTheyPay() throws IOException {
        byte[] lines = random(600_000);
        assertThat(zipped(lines, 8_000).length).isBetween(lines.length * 3 / 4, 602_500);
        byte[] text = text(9_000);
        assertThat(zipped(text, 8_000).length).isLessThan(text.length / 5);
    }
}
