package org.fieldproof.views.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: an edit of one letter changes bytes that nobody has touched.
final class PayloadTextTest {

    @Test
    void digitsComeBackAsTheSameBytes() {
        SplittableRandom random = new SplittableRandom(7);
        for (int length = 0; length < 100; length++) {
            byte[] payload = new byte[length];
            random.nextBytes(payload);
            assertThat(PayloadText.ofHex(PayloadText.hex(payload))).hasValue(payload);
        }
        assertThat(PayloadText.ofHex("0")).isEmpty();
        assertThat(PayloadText.ofHex("0g")).isEmpty();
        assertThat(PayloadText.ofHex(" 4F4b \n 21 "))
                .hasValue("OK!".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void onlyWhatATextFieldKeepsAsItIsCountsAsText() {
        assertThat(PayloadText.isText("{\"t\": \"é\",\n\t1}".getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(PayloadText.isText("a\r\nb".getBytes(StandardCharsets.UTF_8)))
                .as("a text field drops the carriage return")
                .isFalse();
        assertThat(PayloadText.isText(new byte[] {0})).isFalse();
        assertThat(PayloadText.isText(new byte[] {(byte) 0xff})).isFalse();
        assertThat(PayloadText.isText(new byte[0])).isTrue();
    }

    @Test
    void aLargePayloadIsCut() {
        byte[] large = new byte[PayloadText.SHOWN_MAX + 1];
        assertThat(PayloadText.text(large)).hasSize(PayloadText.SHOWN_MAX);
        assertThat(PayloadText.hex(large).length()).isEqualTo(PayloadText.SHOWN_MAX * 3 - 1);
    }
}
