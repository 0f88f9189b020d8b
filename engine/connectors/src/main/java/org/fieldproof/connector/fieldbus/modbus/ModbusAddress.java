package org.fieldproof.connector.fieldbus.modbus;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.connector.fieldbus.poll.AddressFault;

/// Reads a tag's address and type. Pure.
///
/// An address is `[unit:]place[.bit]`, where place is one of
/// - `40001`, `400001`: reference of the manual, from 1, its first digit the table (0, 1, 3, 4);
/// - `hr0`, `ir0`, `di0`, `co0`: table and offset on the wire, from 0, or hexadecimal (`hr0x1F`);
/// - `%MW100`, `%MD100`, `%MF100`, `%IW0`, `%M7`, `%I7`: as PLC programs write it, from 0;
/// - `100` or `0x64`: a holding register, decimal ones counted from the connection's `addressBase`.
///
/// A type is `bool`, `int16`, `uint16`, `int32`, `uint32`, `int64`, `uint64`, `float32`,
/// `float64`, `bcd16`, `bcd32` or `string[n]`, and may end in an order: `float32:CDAB`.
final class ModbusAddress {
    private static final Pattern FORM =
            Pattern.compile("(?:(\\d{1,3}):)?([^:.\\s]+)(?:\\.(\\d{1,2}))?");
    private static final Pattern PREFIXED =
            Pattern.compile("(hr|ir|di|co)(0x[0-9a-f]{1,4}|\\d{1,5})");
    private static final Pattern IEC = Pattern.compile("%(mw|md|mf|iw|m|i)(\\d{1,5})");
    private static final Pattern TYPE =
            Pattern.compile("([a-z]+)(8|16|32|64)?(?:\\[(\\d{1,3})])?(?::([A-H]{2,8}))?");
    private static final Map<String, ModbusTable> PREFIXES =
            Map.of(
                    "co", ModbusTable.COIL,
                    "di", ModbusTable.DISCRETE_INPUT,
                    "hr", ModbusTable.HOLDING_REGISTER,
                    "ir", ModbusTable.INPUT_REGISTER);

    /// What a connection says for all of its tags.
    ///
    /// @param unit where the address names none
    /// @param base 0 or 1: what plain decimal addresses count from
    /// @param order of four bytes, where the type names none
    record Defaults(int unit, int base, ByteOrder order) {}

    private record Where(ModbusTable table, int offset, String type) {}

    private final TagDefinition tag;
    private final Defaults defaults;

    private ModbusAddress(TagDefinition tag, Defaults defaults) {
        this.tag = tag;
        this.defaults = defaults;
    }

    /// The point of a tag.
    static ModbusPoint of(TagDefinition tag, Defaults defaults) throws AddressFault {
        return new ModbusAddress(tag, defaults).point();
    }

    private ModbusPoint point() throws AddressFault {
        Matcher form = FORM.matcher(tag.address().strip().toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            throw notUnderstood();
        }
        int unit = form.group(1) == null ? defaults.unit() : Integer.parseInt(form.group(1));
        if (unit > 255) {
            throw new AddressFault(
                    "MODB-0205",
                    tag,
                    "There is no unit " + unit + ".",
                    "Write a unit from 0 to 255 before the colon.");
        }
        Where where = where(form.group(2));
        int bit = form.group(3) == null ? -1 : Integer.parseInt(form.group(3));
        ModbusType type = type(where, bit);
        if (where.offset() + (where.table().isBits() ? 1 : type.registers()) > 65_536) {
            throw new AddressFault(
                    "MODB-0204",
                    tag,
                    "The value ends behind the last address, 65535.",
                    "Correct the address, or choose a shorter type.");
        }
        return new ModbusPoint(unit, where.table(), where.offset(), bit, type);
    }

    private Where where(String place) throws AddressFault {
        Matcher prefixed = PREFIXED.matcher(place);
        if (prefixed.matches()) {
            ModbusTable table = PREFIXES.get(prefixed.group(1));
            return new Where(
                    table == null ? ModbusTable.HOLDING_REGISTER : table,
                    inRange(Integer.decode(decimal(prefixed.group(2)))),
                    "");
        }
        Matcher iec = IEC.matcher(place);
        if (iec.matches()) {
            int offset = inRange(Integer.parseInt(iec.group(2)));
            return switch (iec.group(1)) {
                case "m" -> new Where(ModbusTable.COIL, offset, "");
                case "i" -> new Where(ModbusTable.DISCRETE_INPUT, offset, "");
                case "iw" -> new Where(ModbusTable.INPUT_REGISTER, offset, "");
                case "md" -> new Where(ModbusTable.HOLDING_REGISTER, offset, "int32");
                case "mf" -> new Where(ModbusTable.HOLDING_REGISTER, offset, "float32");
                default -> new Where(ModbusTable.HOLDING_REGISTER, offset, "");
            };
        }
        if (place.matches("0x[0-9a-f]{1,4}")) {
            return new Where(ModbusTable.HOLDING_REGISTER, Integer.decode(place), "");
        }
        return digits(place);
    }

    /// Five or six digits are a manual's reference; fewer count from the connection's base.
    private Where digits(String place) throws AddressFault {
        if (!place.matches("\\d{1,6}")) {
            throw notUnderstood();
        }
        if (place.length() < 5) {
            int number = Integer.parseInt(place);
            return new Where(
                    ModbusTable.HOLDING_REGISTER, fromOne(number, 1 - defaults.base()), "");
        }
        int number = fromOne(Integer.parseInt(place.substring(1)), 0);
        return switch (place.charAt(0)) {
            case '0' -> new Where(ModbusTable.COIL, number, "");
            case '1' -> new Where(ModbusTable.DISCRETE_INPUT, number, "");
            case '3' -> new Where(ModbusTable.INPUT_REGISTER, number, "");
            case '4' -> new Where(ModbusTable.HOLDING_REGISTER, number, "");
            default -> throw notUnderstood();
        };
    }

    private int fromOne(int number, int shift) throws AddressFault {
        int offset = number - 1 + shift;
        if (offset < 0) {
            throw new AddressFault(
                    "MODB-0204",
                    tag,
                    "The address 0 does not exist where addresses count from 1.",
                    "Write the address as the manual has it, or hr0 for the offset on the wire.");
        }
        return inRange(offset);
    }

    private int inRange(int offset) throws AddressFault {
        if (offset > 65_535) {
            throw new AddressFault(
                    "MODB-0204",
                    tag,
                    "The address " + tag.address() + " is behind the last one, 65535.",
                    "Correct the address.");
        }
        return offset;
    }

    private ModbusType type(Where where, int bit) throws AddressFault {
        String written = tag.type().strip();
        boolean isBool = written.isEmpty() || written.equals("bool");
        if (where.table().isBits()) {
            if (!isBool || bit >= 0) {
                throw new AddressFault(
                        "MODB-0203",
                        tag,
                        "A " + where.table().title() + " is one bit and has no other type.",
                        "Leave the type empty and write no bit, or name a register.");
            }
            return ModbusType.BOOL;
        }
        if (bit > 15 || (bit >= 0 && !isBool) || (bit < 0 && written.equals("bool"))) {
            throw new AddressFault(
                    "MODB-0206",
                    tag,
                    "A bool of a register needs a bit from 0 to 15, and a bit is a bool.",
                    "Write such as 40001.3 with type bool, or correct the type.");
        }
        if (bit >= 0) {
            return ModbusType.BOOL;
        }
        String name =
                !written.isEmpty() ? written : where.type().isEmpty() ? "uint16" : where.type();
        return parsed(name).orElseThrow(() -> typeNotUnderstood(name));
    }

    private Optional<ModbusType> parsed(String name) {
        Matcher form = TYPE.matcher(name);
        if (!form.matches()) {
            return Optional.empty();
        }
        String word = form.group(1);
        String order = form.group(4) == null ? "" : form.group(4);
        if (word.equals("string")) {
            return form.group(2) != null || form.group(3) == null
                    ? Optional.empty()
                    : text(Integer.parseInt(form.group(3)), order);
        }
        if (form.group(2) == null || form.group(3) != null) {
            return Optional.empty();
        }
        int bytes = Integer.parseInt(form.group(2)) / 8;
        ModbusType.Kind kind =
                switch (word) {
                    case "int" -> ModbusType.Kind.INT;
                    case "uint" -> ModbusType.Kind.UINT;
                    case "float" -> ModbusType.Kind.FLOAT;
                    case "bcd" -> ModbusType.Kind.BCD;
                    default -> ModbusType.Kind.BOOL;
                };
        boolean known =
                switch (kind) {
                    case INT, UINT -> bytes >= 2;
                    case FLOAT -> bytes >= 4;
                    case BCD -> bytes == 2 || bytes == 4;
                    case BOOL, TEXT -> false;
                };
        return known
                ? order(order, bytes).map(each -> new ModbusType(kind, bytes, each))
                : Optional.empty();
    }

    private static Optional<ModbusType> text(int characters, String order) {
        if (characters < 1 || characters > ModbusType.TEXT_MAX) {
            return Optional.empty();
        }
        return ByteOrder.named(order.isEmpty() ? "AB" : order, 2)
                .map(each -> new ModbusType(ModbusType.Kind.TEXT, characters, each));
    }

    private Optional<ByteOrder> order(String written, int bytes) {
        if (!written.isEmpty()) {
            return ByteOrder.named(written, bytes);
        }
        return Optional.of(
                switch (bytes) {
                    case 2 -> ByteOrder.AB;
                    case 4 -> defaults.order();
                    default -> defaults.order().wide();
                });
    }

    /// Leading zeros do not make a number octal.
    private static String decimal(String number) {
        return number.startsWith("0x") ? number : String.valueOf(Integer.parseInt(number));
    }

    private AddressFault typeNotUnderstood(String name) {
        return new AddressFault(
                "MODB-0202",
                tag,
                "There is no type " + name + ".",
                "Write int16, uint16, int32, uint32, int64, uint64, float32, float64, bcd16, bcd32,"
                        + " string[20], or bool with a bit; an order may follow, such as"
                        + " float32:CDAB.");
    }

    private AddressFault notUnderstood() {
        return new AddressFault(
                "MODB-0201",
                tag,
                "The address " + tag.address() + " is no Modbus address.",
                "Write such as 40001, hr0, %MW100 or 0x64; a unit before it (3:40001), a bit behind"
                        + " it (40001.7).");
    }
}
