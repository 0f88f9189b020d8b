package org.fieldproof.connector.fieldbus.s7;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.connector.fieldbus.poll.AddressFault;

/// Reads a tag's address and type. Pure.
///
/// An address is `DB1.DBX0.0`, `DB1.DBB2`, `DB1.DBW2`, `DB1.DBD4` or short `DB1.4` and `DB1.0.3`;
/// `M0.0`, `MB0`, `MW0`, `MD0`, and the same with I or E (inputs) and Q or A (outputs); `T5`;
/// `C5` or `Z5`. A `%` before it is no matter.
///
/// A type is one of the PLC's, in any case: `bool`, `byte`, `word`, `dword`, `lword`, `sint`,
/// `usint`, `int`, `uint`, `dint`, `udint`, `lint`, `ulint`, `real`, `lreal`, `char`, `wchar`,
/// `string[20]`, `wstring[20]`, `time`, `ltime`, `date`, `tod`, `dt`, `dtl`, `s5time`. Without one,
/// the address's own counts: a bit, a byte, a word or a double word.
final class S7Address {
    private static final Pattern BLOCK =
            Pattern.compile("DB(\\d{1,5})[.,](?:DB([XBWD]))?(\\d{1,5})(?:\\.(\\d))?");
    private static final Pattern AREA =
            Pattern.compile("([MIEQA])([XBWD])?(\\d{1,5})(?:\\.(\\d))?");
    private static final Pattern COUNTED = Pattern.compile("([TCZ])(\\d{1,5})");
    private static final Pattern TYPE = Pattern.compile("([A-Z][A-Z0-9_]*)(?:\\[(\\d{1,5})])?");
    private static final int STRING_MAX = 254;
    private static final int WSTRING_MAX = 200;

    private final TagDefinition tag;

    private S7Address(TagDefinition tag) {
        this.tag = tag;
    }

    /// The point of a tag.
    static S7Point of(TagDefinition tag) throws AddressFault {
        return new S7Address(tag).point();
    }

    private S7Point point() throws AddressFault {
        String text = tag.address().strip().toUpperCase(Locale.ROOT).replaceFirst("^%", "");
        Matcher counted = COUNTED.matcher(text);
        if (counted.matches()) {
            S7Area area = counted.group(1).equals("T") ? S7Area.TIMER : S7Area.COUNTER;
            S7Type type = area == S7Area.TIMER ? S7Type.TIMER : S7Type.COUNTER;
            if (!tag.type().isBlank() && !tag.type().strip().equalsIgnoreCase(type.name())) {
                throw new AddressFault(
                        "S7-0203",
                        tag,
                        "A timer or a counter has no other type.",
                        "Leave the type empty.");
            }
            return new S7Point(area, 0, inRange(counted.group(2), 2), 0, type, 0);
        }
        Matcher block = BLOCK.matcher(text);
        if (block.matches()) {
            int number = Integer.parseInt(block.group(1));
            if (number < 1 || number > 65_535) {
                throw outOfRange();
            }
            return point(S7Area.DATA_BLOCK, number, block, 2);
        }
        Matcher area = AREA.matcher(text);
        if (!area.matches()) {
            throw new AddressFault(
                    "S7-0201",
                    tag,
                    "The address " + tag.address() + " is no S7 address.",
                    "Write such as DB1.DBD4, DB1.DBX0.3, MW10, I0.0, T5 or C5.");
        }
        S7Area where =
                switch (area.group(1)) {
                    case "M" -> S7Area.MARKER;
                    case "I", "E" -> S7Area.INPUT;
                    default -> S7Area.OUTPUT;
                };
        return point(where, 0, area, 2);
    }

    /// @param group of the width; place and bit follow it
    private S7Point point(S7Area area, int block, Matcher form, int group) throws AddressFault {
        String width = form.group(group) == null ? "" : form.group(group);
        boolean hasBit = form.group(group + 2) != null;
        int bit = hasBit ? Integer.parseInt(form.group(group + 2)) : 0;
        if (bit > 7) {
            throw new AddressFault(
                    "S7-0204", tag, "A byte has no bit " + bit + ".", "Write a bit from 0 to 7.");
        }
        Parsed parsed = type(width, hasBit);
        if ((parsed.type == S7Type.BOOL) != hasBit) {
            throw new AddressFault(
                    "S7-0203",
                    tag,
                    hasBit
                            ? "A single bit is a bool and nothing else."
                            : "A bool needs the number of its bit.",
                    hasBit
                            ? "Leave the type empty, or write the address without the bit."
                            : "Write such as DB1.DBX0.3 or M0.3.");
        }
        int offset = inRange(form.group(group + 1), parsed.type.bytes(parsed.characters));
        return new S7Point(area, block, offset, bit, parsed.type, parsed.characters);
    }

    private record Parsed(S7Type type, int characters) {}

    private Parsed type(String width, boolean hasBit) throws AddressFault {
        String written = tag.type().strip().toUpperCase(Locale.ROOT);
        if (written.isEmpty()) {
            return new Parsed(
                    switch (width) {
                        case "W" -> S7Type.WORD;
                        case "D" -> S7Type.DWORD;
                        default -> hasBit ? S7Type.BOOL : S7Type.BYTE;
                    },
                    0);
        }
        return parsed(written)
                .orElseThrow(
                        () ->
                                new AddressFault(
                                        "S7-0202",
                                        tag,
                                        "There is no type " + tag.type() + ".",
                                        "Write bool, byte, word, dword, lword, sint, usint, int,"
                                                + " uint, dint, udint, lint, ulint, real, lreal,"
                                                + " char, wchar, string[20], wstring[20], time,"
                                                + " ltime, date, tod, dt, dtl or s5time."));
    }

    private static Optional<Parsed> parsed(String written) {
        Matcher form = TYPE.matcher(written);
        if (!form.matches()) {
            return Optional.empty();
        }
        String name =
                switch (form.group(1)) {
                    case "DATE_AND_TIME" -> "DT";
                    case "TIME_OF_DAY" -> "TOD";
                    default -> form.group(1);
                };
        int characters = form.group(2) == null ? 0 : Integer.parseInt(form.group(2));
        for (S7Type type : S7Type.values()) {
            boolean fits =
                    switch (type) {
                        case STRING -> characters >= 1 && characters <= STRING_MAX;
                        case WSTRING -> characters >= 1 && characters <= WSTRING_MAX;
                        case TIMER, COUNTER -> false;
                        default -> form.group(2) == null;
                    };
            if (type.name().equals(name) && fits) {
                return Optional.of(new Parsed(type, characters));
            }
        }
        return Optional.empty();
    }

    private int inRange(String digits, int bytes) throws AddressFault {
        int offset = Integer.parseInt(digits);
        if (offset + bytes > S7Point.BYTES_MAX) {
            throw outOfRange();
        }
        return offset;
    }

    private AddressFault outOfRange() {
        return new AddressFault(
                "S7-0205",
                tag,
                "The address " + tag.address() + " is behind the last one.",
                "Data blocks go from 1 to 65535, bytes from 0 to 65535.");
    }
}
