package org.fieldproof.drill.ledger;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/// Finds a device's own counter in its payloads.
public final class PayloadCounter {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final JsonPointer pointer;

    /// @param pointer where the counter stands, RFC 6901
    public PayloadCounter(String pointer) {
        this.pointer = JsonPointer.compile(pointer);
    }

    /// The counter; -1 where there is none.
    public long of(byte[] payload) {
        try {
            JsonNode node = MAPPER.readTree(payload);
            if (node == null) {
                return -1;
            }
            JsonNode counter = node.at(pointer);
            boolean whole = counter.isIntegralNumber() && counter.canConvertToLong();
            return whole && counter.asLong() >= 0 ? counter.asLong() : -1;
        } catch (IOException e) {
            // Not JSON: then it carries no counter, which the judgement reports.
            return -1;
        }
    }
}
