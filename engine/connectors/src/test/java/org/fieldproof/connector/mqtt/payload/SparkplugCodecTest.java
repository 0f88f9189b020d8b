package org.fieldproof.connector.mqtt.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fieldproof.connector.mqtt.payload.EclipseTahu.absent;
import static org.fieldproof.connector.mqtt.payload.EclipseTahu.bdSeq;
import static org.fieldproof.connector.mqtt.payload.EclipseTahu.byAlias;
import static org.fieldproof.connector.mqtt.payload.EclipseTahu.death;
import static org.fieldproof.connector.mqtt.payload.EclipseTahu.named;
import static org.fieldproof.connector.mqtt.payload.EclipseTahu.payload;
import static org.fieldproof.connector.mqtt.payload.EclipseTahu.withoutTypes;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.assertj.core.groups.Tuple;
import org.eclipse.tahu.message.model.Metric;
import org.eclipse.tahu.message.model.Metric.MetricBuilder;
import org.eclipse.tahu.message.model.MetricDataType;
import org.eclipse.tahu.message.model.PropertyDataType;
import org.eclipse.tahu.message.model.PropertySet.PropertySetBuilder;
import org.eclipse.tahu.message.model.PropertyValue;
import org.eclipse.tahu.message.model.Template.TemplateBuilder;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.mqtt.testing.TestHost;
import org.junit.jupiter.api.Test;

/// Sparkplug B from an encoder that is not ours. If this breaks, one metric's value is stored
/// under the name of another, or a dead device looks alive.
@SuppressWarnings("JavaUtilDate") // what Tahu takes
class SparkplugCodecTest {
    private static final String NODE = EdgeNodeProbe.NODE;
    private static final String DEVICE = EdgeNodeProbe.DEVICE;

    private final EdgeNodeProbe probe = new EdgeNodeProbe();
    private final TestHost host = probe.host;

    @Test
    void timeUnitQualityNullAndHistoryTravelWithAValue() throws Exception {
        Metric metric =
                new MetricBuilder("Oven/Temp", MetricDataType.Double, 7.5)
                        .timestamp(new Date(EclipseTahu.MILLIS))
                        .alias(3L)
                        .properties(
                                new PropertySetBuilder()
                                        .addProperty(
                                                "engUnit",
                                                new PropertyValue<>(PropertyDataType.String, "°C"))
                                        .addProperty(
                                                "Quality",
                                                new PropertyValue<>(PropertyDataType.Int32, 192))
                                        .createPropertySet())
                        .createMetric();
        InboundRecord born = probe.records(DEVICE, "DBIRTH", payload(1, metric)).getLast();
        assertThat(born.address()).isEqualTo("spBv1.0/Plant/Edge-1/Press/Oven/Temp");
        assertThat(born.device().id()).isEqualTo("Plant/Edge-1/Press");
        assertThat(born.sourceTimeEpochNanos()).isEqualTo(EclipseTahu.MILLIS * 1_000_000);
        assertThat(born.properties()).containsExactly(new Property("unit", "°C"));
        Metric old =
                new MetricBuilder(3L, MetricDataType.Double, 8.5)
                        .isHistorical(true)
                        .timestamp(new Date(5))
                        .createMetric();
        InboundRecord late = probe.records(DEVICE, "DDATA", payload(2, old)).getLast();
        assertThat(late.sourceTimeEpochNanos()).isEqualTo(5_000_000);
        assertThat(late.properties())
                .containsExactly(new Property("unit", "°C"), new Property("historical", "true"));
        assertThat(probe.lines(DEVICE, "DDATA", payload(3, absent(3, MetricDataType.Double))))
                .containsExactly("/Press/Oven/Temp none null BAD null");
        assertThat(
                        probe.lines(
                                DEVICE,
                                "DDATA",
                                payload(4, withQuality(0), withQuality(500), withQuality(64))))
                .containsExactly(
                        "/Press/Oven/Temp none null BAD bad-at-device",
                        "/Press/Oven/Temp none null BAD stale",
                        "/Press/Oven/Temp float64 1.0 UNCERTAIN quality-64");
    }

    private static Metric withQuality(int quality) throws Exception {
        return new MetricBuilder(3L, MetricDataType.Double, 1.0)
                .properties(
                        new PropertySetBuilder()
                                .addProperty(
                                        "Quality",
                                        new PropertyValue<>(PropertyDataType.Int32, quality))
                                .createPropertySet())
                .createMetric();
    }

    /// PAY-5
    @Test
    void anAliasMeansWhatTheLastBirthOfItsOwnerSaid() throws Exception {
        probe.lines(NODE, "NBIRTH", payload(0, bdSeq(1), named("a", 1, MetricDataType.Int32, 1)));
        probe.lines(DEVICE, "DBIRTH", payload(1, named("b", 1, MetricDataType.Int32, 1)));
        assertThat(probe.lines(NODE, "NDATA", payload(2, byAlias(1, MetricDataType.Int32, 5))))
                .containsExactly("/a int32 5 GOOD");
        assertThat(probe.lines(DEVICE, "DDATA", payload(3, byAlias(1, MetricDataType.Int32, 6))))
                .containsExactly("/Press/b int32 6 GOOD");
        probe.lines(DEVICE, "DBIRTH", payload(4, named("c", 1, MetricDataType.Int32, 1)));
        assertThat(probe.lines(DEVICE, "DDATA", payload(5, byAlias(1, MetricDataType.Int32, 7))))
                .containsExactly("/Press/c int32 7 GOOD");
    }

    /// Later messages may leave the type out: the birth has said it.
    @Test
    void aTypeThatIsNotSentIsThatOfTheBirth() throws Exception {
        probe.lines(NODE, "NBIRTH", payload(0, named("a", 1, MetricDataType.Int8, (byte) 1)));
        assertThat(
                        probe.lines(
                                NODE,
                                "NDATA",
                                withoutTypes(
                                        1,
                                        byAlias(1, MetricDataType.Int8, (byte) -5),
                                        named("a", -1, MetricDataType.Int8, (byte) 6))))
                .containsExactly("/a int8 -5 GOOD", "/a int8 6 GOOD");
    }

    /// PAY-5: a gateway that starts after the births.
    @Test
    void anAliasWithoutABirthIsNamedAndTheMessageIsKept() throws Exception {
        byte[] bytes =
                payload(
                        9,
                        byAlias(1, MetricDataType.Int32, 5),
                        named("x", -1, MetricDataType.Int32, 6));
        List<InboundRecord> records = probe.records(NODE, "NDATA", bytes);
        assertThat(records.getFirst().payload()).isSameAs(bytes);
        assertThat(records.getFirst().quality()).isEqualTo(Quality.UNCERTAIN);
        assertThat(records.getFirst().properties())
                .containsExactly(new Property("status", "unknown-alias"));
        assertThat(records.stream().skip(1).map(EdgeNodeProbe::line))
                .containsExactly("/x int32 6 GOOD");
        assertThat(host.events.getLast())
                .startsWith("MQTT-0242")
                .contains("1 of its 2 metrics have an alias that no birth");
    }

    /// PAY-6
    @Test
    void aDeathMakesEveryValueBadOnce() throws Exception {
        birthOfBoth();
        assertThat(probe.lines(DEVICE, "DDEATH", payload(2)))
                .containsExactly("/Press/b none null BAD stale");
        assertThat(probe.lines(DEVICE, "DDEATH", payload(3))).isEmpty();
        probe.lines(DEVICE, "DBIRTH", payload(4, named("b", 2, MetricDataType.Int32, 1)));
        MessageRecords dead = probe.decode(NODE, "NDEATH", death(1), 0);
        assertThat(dead.records().stream().skip(1).map(EdgeNodeProbe::line))
                .containsExactlyInAnyOrder(
                        "/bdSeq none null BAD stale",
                        "/a none null BAD stale",
                        "/Press/b none null BAD stale");
        assertThat(dead.lines())
                .extracting(DeviceLine::device, DeviceLine::up)
                .containsExactlyInAnyOrder(
                        Tuple.tuple("Plant/Edge-1", false),
                        Tuple.tuple("Plant/Edge-1/Press", false));
        assertThat(dead.records())
                .filteredOn(each -> each.address().endsWith("/Press/b"))
                .singleElement()
                .extracting(each -> each.device().id())
                .isEqualTo("Plant/Edge-1/Press");
        assertThat(probe.lines(NODE, "NDEATH", death(1))).isEmpty();
    }

    /// More stale values than one message may have must not leave a dead device looking alive.
    @Test
    void aDeathBeyondTheLimitStillTakesTheLinesDown() throws Exception {
        probe.lines(NODE, "NBIRTH", payload(0, many(30_000)));
        probe.lines(DEVICE, "DBIRTH", payload(1, many(30_000)));
        MessageRecords dead = probe.decode(NODE, "NDEATH", death(1), 0);
        assertThat(dead.records())
                .singleElement()
                .matches(
                        record ->
                                record.properties()
                                        .contains(new Property("status", "too-many-values")));
        assertThat(dead.lines())
                .extracting(DeviceLine::device, DeviceLine::up)
                .containsExactlyInAnyOrder(
                        Tuple.tuple("Plant/Edge-1", false),
                        Tuple.tuple("Plant/Edge-1/Press", false));
    }

    private static Metric[] many(int count) throws Exception {
        Metric[] metrics = new Metric[count];
        for (int i = 0; i < count; i++) {
            metrics[i] = named("m" + i, -1, MetricDataType.Int32, i);
        }
        return metrics;
    }

    /// A unit stands on every value of its metric.
    @Test
    void aLongUnitIsCutOffBetweenCharacters() throws Exception {
        assertThat(unitOf("u".repeat(200))).isEqualTo("u".repeat(200));
        assertThat(unitOf("u".repeat(201))).isEqualTo("u".repeat(200));
        assertThat(unitOf("u".repeat(199) + "\ud83d\ude00")).isEqualTo("u".repeat(199));
    }

    private String unitOf(String sent) throws Exception {
        Metric metric =
                new MetricBuilder("a", MetricDataType.Double, 1.0)
                        .properties(
                                new PropertySetBuilder()
                                        .addProperty(
                                                "engUnit",
                                                new PropertyValue<>(PropertyDataType.String, sent))
                                        .createPropertySet())
                        .createMetric();
        return probe.records(NODE, "NBIRTH", payload(0, metric))
                .getLast()
                .properties()
                .getFirst()
                .value();
    }

    /// The broker may send the will of a session that was replaced after the new one's birth.
    @Test
    void aDeathOfAnEarlierSessionChangesNothing() throws Exception {
        birthOfBoth();
        assertThat(probe.lines(NODE, "NDEATH", death(0))).isEmpty();
        assertThat(probe.lines(NODE, "NDATA", payload(2, byAlias(1, MetricDataType.Int32, 5))))
                .containsExactly("/a int32 5 GOOD");
    }

    @Test
    void whatABirthNoLongerDescribesIsStale() throws Exception {
        birthOfBoth();
        assertThat(
                        probe.lines(
                                DEVICE,
                                "DBIRTH",
                                payload(2, named("new", 2, MetricDataType.Int32, 1))))
                .containsExactly("/Press/new int32 1 GOOD", "/Press/b none null BAD stale");
    }

    /// PAY-7
    @Test
    void aGapIsToldAndAliasesAreUncertainUntilTheNextBirth() throws Exception {
        birthOfBoth();
        assertThat(probe.lines(NODE, "NDATA", payload(5, byAlias(1, MetricDataType.Int32, 5))))
                .containsExactly("/a int32 5 UNCERTAIN sequence-gap");
        assertThat(host.events)
                .singleElement()
                .asString()
                .isEqualTo(
                        "MQTT-0241 connection plant: After number 1 of edge node Plant/Edge-1 came"
                                + " 5.");
        assertThat(
                        probe.lines(
                                DEVICE,
                                "DDATA",
                                payload(
                                        6,
                                        byAlias(2, MetricDataType.Int32, 5),
                                        named("b", -1, MetricDataType.Int32, 6))))
                .containsExactly(
                        "/Press/b int32 5 UNCERTAIN sequence-gap", "/Press/b int32 6 GOOD");
        birthOfBoth();
        assertThat(probe.lines(NODE, "NDATA", payload(2, byAlias(1, MetricDataType.Int32, 5))))
                .containsExactly("/a int32 5 GOOD");
    }

    @Test
    void numbersGoOnAfter255WithNought() throws Exception {
        birthOfBoth();
        for (int n = 2; n <= 600; n++) {
            assertThat(
                            probe.lines(
                                    NODE,
                                    "NDATA",
                                    payload(n % 256, byAlias(1, MetricDataType.Int32, n))))
                    .containsExactly("/a int32 " + n + " GOOD");
        }
        assertThat(host.events).isEmpty();
    }

    /// What a broker delivers again after a new connection is no gap; with QoS 0 it never does.
    @Test
    void whatComesAgainOnANewLineIsNoGap() throws Exception {
        birthOfBoth();
        for (int n = 2; n <= 5; n++) {
            probe.decode(NODE, "NDATA", payload(n, byAlias(1, MetricDataType.Int32, n)), 1);
        }
        probe.decoder.lineIsNew();
        for (int n = 4; n <= 6; n++) {
            probe.decode(NODE, "NDATA", payload(n, byAlias(1, MetricDataType.Int32, n)), 1);
        }
        assertThat(host.events).isEmpty();
        probe.decoder.lineIsNew();
        probe.decode(NODE, "NDATA", payload(4, byAlias(1, MetricDataType.Int32, 4)), 0);
        assertThat(host.events).hasSize(1);
    }

    @Test
    void commandsAndStatesAreKeptAndOtherTopicsNamed() throws Exception {
        assertThat(
                        probe.records(
                                "spBv1.0/STATE/%s",
                                "scada", "{\"online\":true}".getBytes(StandardCharsets.UTF_8)))
                .singleElement()
                .matches(record -> record.quality() == Quality.GOOD);
        assertThat(probe.records(NODE, "NCMD", payload(0)))
                .singleElement()
                .matches(record -> record.quality() == Quality.GOOD);
        assertThat(probe.records("plant/%s", "x", payload(0)))
                .singleElement()
                .matches(record -> record.quality() == Quality.BAD);
        assertThat(probe.records(NODE, "NDATA", new byte[] {0x0a, 5, 1}))
                .singleElement()
                .matches(
                        record ->
                                record.properties()
                                        .contains(new Property("status", "not-sparkplug")));
    }

    /// SPB-1: what this version does not know is named, and so is a value of another type.
    @Test
    void typesThatAreNotDecodedAndValuesOfAnotherTypeAreNamed() {
        assertThat(probe.lines(NODE, "NBIRTH", bytes("12 07 0a 01 61 20 63 50 05")))
                .containsExactly("/a none null BAD not-decoded-type-99");
        assertThat(probe.lines(NODE, "NBIRTH", bytes("12 07 0a 01 61 20 09 50 05")))
                .containsExactly("/a none null BAD wrong-type");
        assertThat(probe.lines(NODE, "NBIRTH", bytes("12 05 0a 01 61 20 03")))
                .containsExactly("/a none null BAD no-value");
        assertThat(probe.lines(NODE, "NBIRTH", bytes("12 08 0a 01 61 20 05 50 ac 02")))
                .containsExactly("/a none null BAD out-of-range");
        assertThat(probe.lines(NODE, "NBIRTH", bytes("12 08 0a 01 61 20 01 50 f8 01")))
                .as("-8 as the bits of an int8")
                .containsExactly("/a int8 -8 GOOD");
    }

    /// SPB-2
    @Test
    void noBytesMakeTheCodecThrowOrFillTheHeap() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] birth =
                payload(
                        0,
                        named("a/b", 1, MetricDataType.Int32, 1),
                        named("s", 2, MetricDataType.String, "x"),
                        named("bs", 3, MetricDataType.BooleanArray, new Boolean[] {true, false}),
                        named(
                                "m",
                                4,
                                MetricDataType.Template,
                                new TemplateBuilder()
                                        .version("v")
                                        .templateRef("M")
                                        .definition(false)
                                        .addMetric(named("r", -1, MetricDataType.Double, 9.5))
                                        .createTemplate()));
        int values = 0;
        for (int i = 0; i < 30_000; i++) {
            byte[] damaged = birth.clone();
            for (int flips = random.nextInt(4); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            String type = random.nextBoolean() ? "NBIRTH" : "NDATA";
            List<InboundRecord> records = probe.records(NODE, type, damaged);
            assertThat(records.getFirst().payload()).as("seed " + seed).isSameAs(damaged);
            for (InboundRecord record : records.subList(1, records.size())) {
                TypedValue.decode(record.payload());
                values++;
            }
        }
        assertThat(values).as("it did decode").isGreaterThan(20_000);
        byte[] groups = new byte[10 << 20];
        Arrays.fill(groups, (byte) 0x3b);
        assertThat(probe.records(NODE, "NBIRTH", groups)).hasSize(1);
        byte[] empties = new byte[10 << 20];
        for (int i = 0; i < empties.length; i += 2) {
            empties[i] = 0x12;
        }
        assertThat(probe.records(NODE, "NBIRTH", empties)).hasSize(1);
        byte[] nested = new byte[0];
        for (int i = 0; i < 100; i++) {
            nested = wrapped(0x12, wrapped(0x92, nested));
        }
        assertThat(probe.records(NODE, "NBIRTH", nested)).hasSize(1);
    }

    private static byte[] wrapped(int tag, byte[] inner) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (tag > 0x7f) {
            out.write(1);
        }
        int length = inner.length;
        while (length > 0x7f) {
            out.write((length & 0x7f) | 0x80);
            length >>>= 7;
        }
        out.write(length);
        out.writeBytes(inner);
        return out.toByteArray();
    }

    private void birthOfBoth() throws Exception {
        probe.lines(NODE, "NBIRTH", payload(0, bdSeq(1), named("a", 1, MetricDataType.Int32, 1)));
        probe.lines(DEVICE, "DBIRTH", payload(1, named("b", 2, MetricDataType.Int32, 1)));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.ofDelimiter(" ").parseHex(hex);
    }
}
