package org.fieldproof.connector.fieldbus.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ReadingFinder.Way;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.fieldbus.poll.AddressFault;
import org.junit.jupiter.api.Test;

/// Harm if these break: a tag shows the neighbour's register, or a plausible wrong number.
class ModbusAddressTest {
    private static final ModbusAddress.Defaults ZERO =
            new ModbusAddress.Defaults(1, 0, ByteOrder.ABCD);
    private static final ModbusAddress.Defaults ONE =
            new ModbusAddress.Defaults(9, 1, ByteOrder.CDAB);

    @Test
    void everyNotationLeadsToItsOffsetOnTheWire() throws Exception {
        assertPoint("40001", "", 1, ModbusTable.HOLDING_REGISTER, 0);
        assertPoint("400001", "", 1, ModbusTable.HOLDING_REGISTER, 0);
        assertPoint("465536", "", 1, ModbusTable.HOLDING_REGISTER, 65_535);
        assertPoint("30010", "", 1, ModbusTable.INPUT_REGISTER, 9);
        assertPoint("10001", "", 1, ModbusTable.DISCRETE_INPUT, 0);
        assertPoint("00017", "bool", 1, ModbusTable.COIL, 16);
        assertPoint("000017", "", 1, ModbusTable.COIL, 16);
        assertPoint("3:hr0", "", 3, ModbusTable.HOLDING_REGISTER, 0);
        assertPoint("255:IR0x1f", "", 255, ModbusTable.INPUT_REGISTER, 31);
        assertPoint("di7", "", 1, ModbusTable.DISCRETE_INPUT, 7);
        assertPoint("co08", "", 1, ModbusTable.COIL, 8);
        assertPoint("%MW100", "", 1, ModbusTable.HOLDING_REGISTER, 100);
        assertPoint("%MD100", "", 1, ModbusTable.HOLDING_REGISTER, 100);
        assertPoint("%IW3", "", 1, ModbusTable.INPUT_REGISTER, 3);
        assertPoint("%M3", "", 1, ModbusTable.COIL, 3);
        assertPoint("%I3", "", 1, ModbusTable.DISCRETE_INPUT, 3);
        assertPoint("0x64", "", 1, ModbusTable.HOLDING_REGISTER, 100);
        assertPoint("100", "", 1, ModbusTable.HOLDING_REGISTER, 100);
        assertThat(point("100", "", ONE).offset()).isEqualTo(99);
        assertThat(point("100", "", ONE).unit()).isEqualTo(9);
        assertThat(point("%MF4", "", ZERO).type().kind()).isEqualTo(ModbusType.Kind.FLOAT);
        assertThat(point("40001.15", "bool", ZERO).bit()).isEqualTo(15);
        assertThat(point("40001", "float32", ONE).type().order()).isEqualTo(ByteOrder.CDAB);
        assertThat(point("40001", "float64", ONE).type().order()).isEqualTo(ByteOrder.GHEFCDAB);
        assertThat(point("40001", "uint32:DCBA", ONE).type().order()).isEqualTo(ByteOrder.DCBA);
        assertThat(point("40001", "string[20]:BA", ZERO).type().registers()).isEqualTo(10);
    }

    @Test
    void whatIsNoAddressOrTypeIsRefusedWithItsCode() {
        assertFault("50001", "", "MODB-0201");
        assertFault("abc", "", "MODB-0201");
        assertFault("4000100", "", "MODB-0201");
        assertFault("40001", "float", "MODB-0202");
        assertFault("40001", "float32:ABDC", "MODB-0202");
        assertFault("40001", "int8", "MODB-0202");
        assertFault("40001", "string[251]", "MODB-0202");
        assertFault("40001", "string", "MODB-0202");
        assertFault("co1", "int16", "MODB-0203");
        assertFault("co1.2", "", "MODB-0203");
        assertFault("256:1", "", "MODB-0205");
        assertFault("40001.16", "", "MODB-0206");
        assertFault("40001.1", "int16", "MODB-0206");
        assertFault("40001", "bool", "MODB-0206");
        // Row 38: a value that would end behind the last address is refused, not wrapped.
        assertFault("hr65535", "int32", "MODB-0204");
        assertFault("hr65536", "", "MODB-0204");
        assertFault("40000", "", "MODB-0204");
        assertFault("465537", "", "MODB-0204");
    }

    /// Harm: the device stands still at first, and what is right is no longer among what is
    /// offered, or each line has three hundred digits.
    @Test
    void aDeviceThatShowsNothingHasEveryWayAndNoAbsurdOne() {
        List<Way> still = ByteOrderFinder.find(BigDecimal.ZERO, 0, 0, 0, 0);
        assertThat(still)
                .extracting(Way::type)
                .contains("int16:AB", "float32:CDAB", "float32:BADC", "float64:HGFEDCBA");
        assertThat(still).allMatch(way -> way.scale().compareTo(BigDecimal.ONE) == 0);
        assertThat(ByteOrderFinder.find(BigDecimal.ZERO, 0, 1, 0, 0))
                .extracting(way -> way.value().toPlainString().length())
                .allMatch(digits -> digits < 20);
    }

    @Test
    void everyOrderIsReadAsItIsNamed() {
        String[][] cases = {
            {"ABCD", "42F6E979"}, {"CDAB", "E97942F6"}, {"BADC", "F64279E9"}, {"DCBA", "79E9F642"}
        };
        for (String[] each : cases) {
            ModbusType type = new ModbusType(ModbusType.Kind.FLOAT, 4, ByteOrder.valueOf(each[0]));
            assertThat(type.read(HexFormat.of().parseHex(each[1]), 0).value())
                    .as(each[0])
                    .isEqualTo(new TypedValue.Float32(123.456f));
        }
        String[][] wide = {
            {"ABCDEFGH", "0102030405060708"},
            {"GHEFCDAB", "0708050603040102"},
            {"BADCFEHG", "0201040306050807"},
            {"HGFEDCBA", "0807060504030201"},
            {"CDABGHEF", "0304010207080506"},
            {"EFGHABCD", "0506070801020304"}
        };
        for (String[] each : wide) {
            ModbusType type = new ModbusType(ModbusType.Kind.INT, 8, ByteOrder.valueOf(each[0]));
            assertThat(type.read(HexFormat.of().parseHex(each[1]), 0).value())
                    .as(each[0])
                    .isEqualTo(new TypedValue.Int(64, 0x0102030405060708L));
        }
        SplittableRandom random = new SplittableRandom(3);
        for (ByteOrder order : ByteOrder.values()) {
            long bits = random.nextLong() >>> (64 - 8 * order.bytes());
            byte[] wire = new byte[order.bytes()];
            order.put(bits, wire, 0);
            assertThat(order.bits(wire, 0)).as(order.name()).isEqualTo(bits);
        }
    }

    @Test
    void textsEndAtNulAndBcdOverNineIsBad() {
        ModbusType text = new ModbusType(ModbusType.Kind.TEXT, 6, ByteOrder.AB);
        assertThat(text.read(new byte[] {'P', 'u', 'm', (byte) 0xe4, 0, 'x'}, 0).value())
                .isEqualTo(new TypedValue.Text("Pumä"));
        ModbusType swapped = new ModbusType(ModbusType.Kind.TEXT, 5, ByteOrder.BA);
        assertThat(swapped.read(new byte[] {'u', 'P', 'p', 'm', 'z', 'e'}, 0).value())
                .isEqualTo(new TypedValue.Text("Pumpe"));
        ModbusType bcd = new ModbusType(ModbusType.Kind.BCD, 2, ByteOrder.AB);
        assertThat(bcd.read(new byte[] {0x12, 0x34}, 0).value())
                .isEqualTo(new TypedValue.UInt(16, 1234));
        assertThat(bcd.read(new byte[] {0x1a, 0x34}, 0).quality()).isEqualTo(Quality.BAD);
        ModbusType int16 = new ModbusType(ModbusType.Kind.INT, 2, ByteOrder.BA);
        assertThat(int16.read(new byte[] {(byte) 0xfe, (byte) 0xff}, 0).value())
                .isEqualTo(new TypedValue.Int(16, -2));
    }

    // Row 39: the finder offers, a person chooses.
    @Test
    void theOrderFinderRanksWhatTheDisplayShowsFirst() {
        assertThat(ByteOrderFinder.find(new BigDecimal("123.46"), 0xe979, 0x42f6).getFirst())
                .satisfies(
                        best -> {
                            assertThat(best.type()).isEqualTo("float32:CDAB");
                            assertThat(best.scale()).isEqualByComparingTo("1");
                        });
        assertThat(ByteOrderFinder.find(new BigDecimal("21.4"), 214).getFirst())
                .satisfies(
                        best -> {
                            assertThat(best.type()).isEqualTo("int16:AB");
                            assertThat(best.scale()).isEqualByComparingTo("0.1");
                        });
        assertThat(ByteOrderFinder.find(new BigDecimal("1234"), 0x1234))
                .extracting(Way::type)
                .containsExactly("bcd16:AB");
        assertThat(ByteOrderFinder.find(new BigDecimal("7.77"), 1)).isEmpty();
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 200; i++) {
            for (ByteOrder order : ByteOrder.of(8)) {
                double value = Math.round(random.nextDouble(-1e5, 1e5) * 100) / 100.0;
                byte[] wire = new byte[8];
                order.put(Double.doubleToRawLongBits(value), wire, 0);
                int[] registers = new int[4];
                for (int r = 0; r < 4; r++) {
                    registers[r] = (int) ByteOrder.AB.bits(wire, 2 * r);
                }
                assertThat(ByteOrderFinder.find(BigDecimal.valueOf(value), registers))
                        .as(value + " " + order)
                        .anyMatch(each -> each.type().equals("float64:" + order));
            }
        }
    }

    private static void assertPoint(
            String address, String type, int unit, ModbusTable table, int offset) throws Exception {
        ModbusPoint point = point(address, type, ZERO);
        assertThat(point.unit()).as(address).isEqualTo(unit);
        assertThat(point.table()).as(address).isEqualTo(table);
        assertThat(point.offset()).as(address).isEqualTo(offset);
    }

    private static void assertFault(String address, String type, String code) {
        assertThatThrownBy(() -> point(address, type, ZERO))
                .as(address + " " + type)
                .isInstanceOf(AddressFault.class)
                .satisfies(
                        fault ->
                                assertThat(((AddressFault) fault).problem().code())
                                        .isEqualTo(code));
    }

    private static ModbusPoint point(String address, String type, ModbusAddress.Defaults defaults)
            throws AddressFault {
        return ModbusAddress.of(TagDefinition.of("t", address, type), defaults);
    }
}
