package org.fieldproof.connector.mqtt.payload;

import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.eclipse.tahu.message.SparkplugBPayloadEncoder;
import org.eclipse.tahu.message.model.Metric;
import org.eclipse.tahu.message.model.Metric.MetricBuilder;
import org.eclipse.tahu.message.model.MetricDataType;
import org.eclipse.tahu.message.model.SparkplugBPayload;

/// Payloads from the encoder of Eclipse Tahu, which shares no code with our reader.
@SuppressWarnings("JavaUtilDate") // what Tahu takes
public final class EclipseTahu {
    public static final long MILLIS = 1_795_763_700_250L;

    private EclipseTahu() {}

    public static byte[] payload(long seq, Metric... metrics) throws Exception {
        return encoded(seq, false, metrics);
    }

    /// As messages after a birth may be sent.
    public static byte[] withoutTypes(long seq, Metric... metrics) throws Exception {
        return encoded(seq, true, metrics);
    }

    private static byte[] encoded(long seq, boolean withoutTypes, Metric... metrics)
            throws Exception {
        SparkplugBPayload payload =
                new SparkplugBPayload(new Date(MILLIS), Arrays.asList(metrics), seq);
        return new SparkplugBPayloadEncoder().getBytes(payload, withoutTypes);
    }

    /// A death has no number of its own.
    public static byte[] death(long bdSeq) throws Exception {
        SparkplugBPayload payload = new SparkplugBPayload(new Date(MILLIS), List.of(bdSeq(bdSeq)));
        return new SparkplugBPayloadEncoder().getBytes(payload, false);
    }

    public static Metric bdSeq(long number) throws Exception {
        return named("bdSeq", -1, MetricDataType.Int64, number);
    }

    public static Metric named(String name, long alias, MetricDataType type, Object value)
            throws Exception {
        MetricBuilder builder = new MetricBuilder(name, type, value).timestamp(new Date(MILLIS));
        return (alias < 0 ? builder : builder.alias(alias)).createMetric();
    }

    /// As later messages send it: the alias alone.
    public static Metric byAlias(long alias, MetricDataType type, Object value) throws Exception {
        return new MetricBuilder(alias, type, value).timestamp(new Date(MILLIS + 1)).createMetric();
    }

    /// The alias, and that there is no value.
    @SuppressWarnings("NullAway") // how Tahu says so
    public static Metric absent(long alias, MetricDataType type) throws Exception {
        return new MetricBuilder(alias, type, null).timestamp(new Date(MILLIS)).createMetric();
    }
}
