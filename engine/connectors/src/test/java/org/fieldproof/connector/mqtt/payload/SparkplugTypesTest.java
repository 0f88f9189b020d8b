package org.fieldproof.connector.mqtt.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fieldproof.connector.mqtt.payload.EclipseTahu.named;
import static org.fieldproof.connector.mqtt.payload.EclipseTahu.payload;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.eclipse.tahu.message.model.DataSet.DataSetBuilder;
import org.eclipse.tahu.message.model.DataSetDataType;
import org.eclipse.tahu.message.model.Metric;
import org.eclipse.tahu.message.model.MetricDataType;
import org.eclipse.tahu.message.model.Parameter;
import org.eclipse.tahu.message.model.ParameterDataType;
import org.eclipse.tahu.message.model.Row.RowBuilder;
import org.eclipse.tahu.message.model.Template.TemplateBuilder;
import org.eclipse.tahu.message.model.Value;
import org.fieldproof.api.record.InboundRecord;
import org.junit.jupiter.api.Test;

/// Data types of Sparkplug B from an encoder that is not ours. If this breaks, a number is stored
/// that nobody sent.
@SuppressWarnings("JavaUtilDate") // what Tahu takes
class SparkplugTypesTest {
    private static final String NODE = EdgeNodeProbe.NODE;

    private final EdgeNodeProbe probe = new EdgeNodeProbe();

    /// SPB-1: one metric of each type that Tahu can send.
    @Test
    void everyDataTypeIsReadAsWhatWasSent() throws Exception {
        byte[] birth =
                payload(
                        0,
                        named("i8", 1, MetricDataType.Int8, (byte) -8),
                        named("i16", 2, MetricDataType.Int16, (short) -16),
                        named("i32", 3, MetricDataType.Int32, -32),
                        named("i64", 4, MetricDataType.Int64, -64L),
                        named("u8", 5, MetricDataType.UInt8, (short) 250),
                        named("u16", 6, MetricDataType.UInt16, 65_000),
                        named("u32", 7, MetricDataType.UInt32, 4_000_000_000L),
                        named(
                                "u64",
                                8,
                                MetricDataType.UInt64,
                                new BigInteger("18446744073709551615")),
                        named("f", 9, MetricDataType.Float, 1.5f),
                        named("d", 10, MetricDataType.Double, Double.NaN),
                        named("b", 11, MetricDataType.Boolean, true),
                        named("s", 12, MetricDataType.String, "a\"ü"),
                        named("t", 13, MetricDataType.DateTime, new Date(1_500)),
                        named("text", 14, MetricDataType.Text, "long"),
                        named(
                                "uuid",
                                15,
                                MetricDataType.UUID,
                                UUID.nameUUIDFromBytes(new byte[] {1}).toString()),
                        named("bytes", 17, MetricDataType.Bytes, new byte[] {0, -1}),
                        named("i8s", 22, MetricDataType.Int8Array, new Byte[] {-1, 2}),
                        named("i16s", 23, MetricDataType.Int16Array, new Short[] {-300, 2}),
                        named("i32s", 24, MetricDataType.Int32Array, new Integer[] {-70_000, 2}),
                        named("i64s", 25, MetricDataType.Int64Array, new Long[] {-5_000_000_000L}),
                        named("u8s", 26, MetricDataType.UInt8Array, new Short[] {23, 250}),
                        named("u16s", 27, MetricDataType.UInt16Array, new Integer[] {30, 52_360}),
                        named(
                                "u32s",
                                28,
                                MetricDataType.UInt32Array,
                                new Long[] {52L, 3_293_969_225L}),
                        named(
                                "u64s",
                                29,
                                MetricDataType.UInt64Array,
                                new BigInteger[] {new BigInteger("16444743074749521625")}),
                        named("fs", 30, MetricDataType.FloatArray, new Float[] {1.23f, -89.5f}),
                        named("ds", 31, MetricDataType.DoubleArray, new Double[] {12.5, -0.25}),
                        named(
                                "bs",
                                32,
                                MetricDataType.BooleanArray,
                                new Boolean[] {
                                    false, false, true, true, false, true, false, false, true, true,
                                    false, true
                                }),
                        named("ss", 33, MetricDataType.StringArray, new String[] {"ABC", "", "ü"}),
                        named(
                                "ts",
                                34,
                                MetricDataType.DateTimeArray,
                                new Date[] {new Date(1_256_102_875_335L)}));
        assertThat(probe.lines(NODE, "NBIRTH", birth))
                .containsExactly(
                        "/i8 int8 -8 GOOD",
                        "/i16 int16 -16 GOOD",
                        "/i32 int32 -32 GOOD",
                        "/i64 int64 -64 GOOD",
                        "/u8 uint8 250 GOOD",
                        "/u16 uint16 65000 GOOD",
                        "/u32 uint32 4000000000 GOOD",
                        "/u64 uint64 18446744073709551615 GOOD",
                        "/f float32 1.5 GOOD",
                        "/d float64 \"NaN\" GOOD",
                        "/b bool true GOOD",
                        "/s text \"a\\\"ü\" GOOD",
                        "/t time \"1970-01-01T00:00:01.500Z\" GOOD",
                        "/text text \"long\" GOOD",
                        "/uuid text \"55a54008-ad1b-3589-aa21-0d2629c1df41\" GOOD",
                        "/bytes bytes \"AP8=\" GOOD",
                        "/i8s int8[] [-1,2] GOOD",
                        "/i16s int16[] [-300,2] GOOD",
                        "/i32s int32[] [-70000,2] GOOD",
                        "/i64s int64[] [-5000000000] GOOD",
                        "/u8s uint8[] [23,250] GOOD",
                        "/u16s uint16[] [30,52360] GOOD",
                        "/u32s uint32[] [52,3293969225] GOOD",
                        "/u64s uint64[] [16444743074749521625] GOOD",
                        "/fs float32[] [1.23,-89.5] GOOD",
                        "/ds float64[] [12.5,-0.25] GOOD",
                        "/bs bool[] [false,false,true,true,false,true,false,false,true,true,false,"
                                + "true] GOOD",
                        "/ss text[] [\"ABC\",\"\",\"ü\"] GOOD",
                        "/ts time[] [\"2009-10-21T05:27:55.335Z\"] GOOD");
    }

    /// SPB-2: an element is an object on the heap, for as little as one bit of payload.
    @Test
    void anArrayOfTooManyElementsIsNamedAndNotTakenApart() throws Exception {
        Boolean[] bits = new Boolean[100_001];
        Arrays.fill(bits, true);
        Byte[] bytes = new Byte[100_001];
        Arrays.fill(bytes, (byte) 1);
        String[] texts = new String[100_001];
        Arrays.fill(texts, "");
        byte[] birth =
                payload(
                        0,
                        named("bs", 1, MetricDataType.BooleanArray, bits),
                        named("i8s", 2, MetricDataType.Int8Array, bytes),
                        named("ss", 3, MetricDataType.StringArray, texts));
        assertThat(probe.lines(NODE, "NBIRTH", birth))
                .containsExactly(
                        "/bs none null BAD too-large",
                        "/i8s none null BAD too-large",
                        "/ss none null BAD too-large");
        assertThat(probe.records(NODE, "NBIRTH", birth).getFirst().payload()).isSameAs(birth);
        byte[] most =
                payload(
                        0,
                        named("i8s", 2, MetricDataType.Int8Array, Arrays.copyOf(bytes, 100_000)));
        assertThat(probe.lines(NODE, "NBIRTH", most))
                .anyMatch(line -> line.startsWith("/i8s int8[] [1,1,") && line.endsWith(" GOOD"));
    }

    /// SPB-2, PAY-4. Harm: each array is small enough, and a thousand of them fill the heap.
    @Test
    void arraysThatAreTooLargeTogetherAreNotTakenApart() throws Exception {
        Boolean[] bits = new Boolean[100_000];
        Arrays.fill(bits, true);
        Metric[] metrics = new Metric[6];
        for (int i = 0; i < metrics.length; i++) {
            metrics[i] = named("bs" + i, i + 1, MetricDataType.BooleanArray, bits);
        }
        byte[] birth = payload(0, metrics);
        List<InboundRecord> records = probe.records(NODE, "NBIRTH", birth);
        assertThat(records).hasSize(1);
        assertThat(records.getFirst().payload()).isSameAs(birth);
        byte[] most = payload(0, Arrays.copyOf(metrics, 5));
        assertThat(probe.lines(NODE, "NBIRTH", most))
                .hasSize(6)
                .contains("/bs5 none null BAD stale")
                .filteredOn(line -> line.endsWith(" GOOD"))
                .hasSize(5);
    }

    @Test
    void tablesAndStructuresAreKeptAsJson() throws Exception {
        Metric table =
                named(
                        "table",
                        1,
                        MetricDataType.DataSet,
                        new DataSetBuilder(2)
                                .addColumnNames(List.of("n", "name"))
                                .addTypes(List.of(DataSetDataType.Int8, DataSetDataType.String))
                                .addRow(
                                        new RowBuilder()
                                                .addValue(
                                                        new Value<>(
                                                                DataSetDataType.Int8, (byte) -1))
                                                .addValue(new Value<>(DataSetDataType.String, "x"))
                                                .createRow())
                                .createDataSet());
        Metric structure =
                named(
                        "motor",
                        2,
                        MetricDataType.Template,
                        new TemplateBuilder()
                                .version("v1")
                                .templateRef("Motor")
                                .definition(false)
                                .addParameter(new Parameter("poles", ParameterDataType.Int32, 4))
                                .addMetric(named("rpm", -1, MetricDataType.Double, 900.5))
                                .createTemplate());
        assertThat(probe.lines(NODE, "NBIRTH", payload(0, table, structure)))
                .containsExactly(
                        "/table text "
                                + quoted(
                                        """
                                        {"columns":["n","name"],"types":[1,12],\
                                        "rows":[[-1,"x"]]}""")
                                + " GOOD",
                        "/motor text "
                                + quoted(
                                        """
                                        {"template":"Motor","version":"v1","definition":false,\
                                        "parameters":[{"name":"poles","type":3,"value":4}],\
                                        "metrics":[{"name":"rpm","type":10,"value":900.5}]}""")
                                + " GOOD");
    }

    private static String quoted(String json) {
        return '"' + json.replace("\"", "\\\"") + '"';
    }
}
