package org.fieldproof.connector.fieldbus.s7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HexFormat;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagShaper.Reading;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.fieldbus.poll.AddressFault;
import org.junit.jupiter.api.Test;

/// Harm if these break: a tag shows the neighbour's bytes, or rubbish as a date.
class S7CodecTest {

    @Test
    void everyNotationLeadsToItsPlace() throws Exception {
        assertPoint("DB1.DBX12.3", "", S7Area.DATA_BLOCK, 1, 12, 3, S7Type.BOOL);
        assertPoint("%DB20.DBD4", "real", S7Area.DATA_BLOCK, 20, 4, 0, S7Type.REAL);
        assertPoint("db1.dbw2", "", S7Area.DATA_BLOCK, 1, 2, 0, S7Type.WORD);
        assertPoint("DB1.DBB2", "", S7Area.DATA_BLOCK, 1, 2, 0, S7Type.BYTE);
        assertPoint("DB1.4", "DInt", S7Area.DATA_BLOCK, 1, 4, 0, S7Type.DINT);
        assertPoint("DB1.4.7", "", S7Area.DATA_BLOCK, 1, 4, 7, S7Type.BOOL);
        assertPoint("M10.1", "bool", S7Area.MARKER, 0, 10, 1, S7Type.BOOL);
        assertPoint("MD10", "", S7Area.MARKER, 0, 10, 0, S7Type.DWORD);
        assertPoint("E0.0", "", S7Area.INPUT, 0, 0, 0, S7Type.BOOL);
        assertPoint("IW64", "int", S7Area.INPUT, 0, 64, 0, S7Type.INT);
        assertPoint("A1.2", "", S7Area.OUTPUT, 0, 1, 2, S7Type.BOOL);
        assertPoint("QB3", "", S7Area.OUTPUT, 0, 3, 0, S7Type.BYTE);
        assertPoint("T5", "", S7Area.TIMER, 0, 5, 0, S7Type.TIMER);
        assertPoint("Z7", "counter", S7Area.COUNTER, 0, 7, 0, S7Type.COUNTER);
        assertPoint("DB1.8", "DATE_AND_TIME", S7Area.DATA_BLOCK, 1, 8, 0, S7Type.DT);
        assertThat(point("DB1.0", "string[20]").end()).isEqualTo(22);
        assertThat(point("DB1.0", "wstring[20]").end()).isEqualTo(44);
    }

    @Test
    void whatIsNoAddressOrTypeIsRefusedWithItsCode() {
        assertFault("DB1", "", "S7-0201");
        assertFault("X1.0", "", "S7-0201");
        assertFault("DB1.DBX0.0", "float", "S7-0202");
        assertFault("DB1.0", "string", "S7-0202");
        assertFault("DB1.0", "string[255]", "S7-0202");
        assertFault("DB1.DBX0.0", "int", "S7-0203");
        assertFault("DB1.0", "bool", "S7-0203");
        assertFault("T5", "int", "S7-0203");
        assertFault("M0.8", "", "S7-0204");
        assertFault("DB0.0", "", "S7-0205");
        assertFault("DB1.65535", "int", "S7-0205");
    }

    @Test
    void everyTypeIsReadAsThePlcMeansIt() throws Exception {
        assertValue("bool", "DB1.0.3", "08", new TypedValue.Bool(true));
        assertValue("byte", "ff", new TypedValue.UInt(8, 255));
        assertValue("usint", "80", new TypedValue.UInt(8, 128));
        assertValue("sint", "80", new TypedValue.Int(8, -128));
        assertValue("word", "fffe", new TypedValue.UInt(16, 65_534));
        assertValue("int", "fffe", new TypedValue.Int(16, -2));
        assertValue("dword", "fffffffe", new TypedValue.UInt(32, 4_294_967_294L));
        assertValue("dint", "fffffffe", new TypedValue.Int(32, -2));
        assertValue("lword", "ffffffffffffffff", new TypedValue.UInt(64, -1));
        assertValue("lint", "ffffffffffffffff", new TypedValue.Int(64, -1));
        assertValue("real", "42f6e979", new TypedValue.Float32(123.456f));
        assertValue("lreal", "400921fb54442d18", new TypedValue.Float64(Math.PI));
        assertValue("char", "e4", new TypedValue.Text("ä"));
        assertValue("wchar", "20ac", new TypedValue.Text("€"));
        assertValue("string[5]", "0503414243fffe", new TypedValue.Text("ABC"));
        assertValue("wstring[3]", "00030002004120ac0000", new TypedValue.Text("A€"));
        assertValue("time", "fffffc18", new TypedValue.Int(32, -1_000));
        assertValue("ltime", "000000003b9aca00", new TypedValue.Int(64, 1_000_000_000L));
        assertValue("date", "0000", time("1990-01-01T00:00:00Z"));
        assertValue("tod", "05265bff", new TypedValue.UInt(32, 86_399_999));
        assertValue("dt", "2611270102031234", time("2026-11-27T01:02:03.123Z"));
        assertValue("dt", "9912312359599981", time("1999-12-31T23:59:59.998Z"));
        assertValue("dtl", "07ea0b1b0601020307550000", time("2026-11-27T01:02:03.123011072Z"));
        assertValue("s5time", "2125", new TypedValue.UInt(32, 125_000));
        assertValue("", "T1", "0999", new TypedValue.UInt(32, 9_990));
        assertValue("", "C1", "0123", new TypedValue.UInt(16, 123));
    }

    // Row 42.
    @Test
    void bytesThatAreNoValueOfTheirTypeAreBadS73() throws Exception {
        assertBad("string[5]", "0506414243444546", "not-a-text");
        assertBad("string[5]", "0a06414243444546", "not-a-text");
        assertBad("string[5]", "ff03414243fffe", "not-a-text");
        assertBad("wstring[3]", "00030004004120ac0000", "not-a-text");
        assertBad("dt", "2a11270102031234", "not-bcd");
        assertBad("dt", "2602300102031234", "not-a-date");
        assertBad("dt", "2613270102031234", "not-a-date");
        assertBad("dtl", "07ea0d1b06010203075bcd15", "not-a-date");
        assertBad("dtl", "07ea0b1b060102033b9aca00", "not-a-date");
        assertBad("dtl", "000000000000000000000000", "not-a-date");
        assertBad("tod", "05265c00", "not-a-date");
        assertBad("s5time", "2a25", "not-bcd");
    }

    private static TypedValue time(String text) {
        Instant instant = Instant.parse(text);
        return new TypedValue.Time(instant.getEpochSecond() * 1_000_000_000L + instant.getNano());
    }

    private static void assertValue(String type, String hex, TypedValue value) throws Exception {
        assertValue(type, "DB1.0", hex, value);
    }

    private static void assertValue(String type, String address, String hex, TypedValue value)
            throws Exception {
        S7Point point = point(address, type);
        assertThat(point.read(HexFormat.of().parseHex(hex), point.offset()))
                .as(type + " " + address + " " + hex)
                .isEqualTo(Reading.good(value));
    }

    private static void assertBad(String type, String hex, String status) throws Exception {
        Reading reading = point("DB1.0", type).read(HexFormat.of().parseHex(hex), 0);
        assertThat(reading.quality()).as(type + " " + hex).isEqualTo(Quality.BAD);
        assertThat(reading.status()).as(type + " " + hex).isEqualTo(status);
    }

    private static void assertPoint(
            String address, String type, S7Area area, int block, int offset, int bit, S7Type as)
            throws Exception {
        assertThat(point(address, type))
                .as(address)
                .isEqualTo(new S7Point(area, block, offset, bit, as, 0));
    }

    private static void assertFault(String address, String type, String code) {
        assertThatThrownBy(() -> point(address, type))
                .as(address + " " + type)
                .isInstanceOf(AddressFault.class)
                .satisfies(
                        fault ->
                                assertThat(((AddressFault) fault).problem().code())
                                        .isEqualTo(code));
    }

    private static S7Point point(String address, String type) throws AddressFault {
        return S7Address.of(TagDefinition.of("t", address, type));
    }
}
