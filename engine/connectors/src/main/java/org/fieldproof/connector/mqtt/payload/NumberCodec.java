package org.fieldproof.connector.mqtt.payload;

import java.util.List;
import java.util.Optional;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.Quality;

/// A payload that is one number as text, such as `23.5`: the value `value`. Immutable.
final class NumberCodec implements PayloadCodec {
    static final String NAME = "value";

    @Override
    public Decoded decode(InboundRecord message) {
        String topic = message.address();
        Optional<String> text = StrictText.of(message.payload());
        if (text.isEmpty()) {
            return StrictText.notText();
        }
        String number = text.get().strip();
        Reading reading = Reading.ofText(number, ValueType.FLOAT64);
        return reading.quality() == Quality.BAD
                ? Decoded.not(
                        reading.status(), "'" + StrictText.shown(number) + "' is no usable number")
                : new Decoded(List.of(reading.at(topic + "/" + NAME, "", SourceTimes.NONE)), null);
    }
}
