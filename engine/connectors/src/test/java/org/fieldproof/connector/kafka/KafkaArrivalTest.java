package org.fieldproof.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: the time at which we accepted a record is told as the time it arrived, and a
/// latency is shown that nobody measured.
class KafkaArrivalTest {
    @Test
    void onlyTheTimeOfTheBrokersLogIsWhenSomethingArrived() {
        assertThat(KafkaReadBack.arrived(TimestampType.LOG_APPEND_TIME, 1_700))
                .isEqualTo(1_700_000_000L);
        assertThat(KafkaReadBack.arrived(TimestampType.CREATE_TIME, 1_700)).isZero();
        assertThat(KafkaReadBack.arrived(TimestampType.NO_TIMESTAMP_TYPE, -1)).isZero();
    }
}
