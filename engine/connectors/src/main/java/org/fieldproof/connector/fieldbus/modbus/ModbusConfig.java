package org.fieldproof.connector.fieldbus.modbus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;
import org.fieldproof.api.tag.GroupCheck;
import org.fieldproof.api.tag.TagSchema;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.connector.fieldbus.poll.AddressFault;
import org.fieldproof.connector.fieldbus.poll.FieldTarget;
import org.fieldproof.connector.fieldbus.poll.PollFields;

/// A `modbus` connection as configured.
///
/// @param demoteAfter cycles without an answer until a unit is left alone
/// @param retryNanos how long it is left alone first
record ModbusConfig(
        FieldTarget target,
        PollFields poll,
        ModbusAddress.Defaults defaults,
        ModbusLimits limits,
        int demoteAfter,
        long retryNanos) {
    static final String WRITABLE_REMEDY =
            "Leave writable empty, or name a coil, a holding register or a bit of one; a text of"
                    + " an even length.";

    private static final int NO_UNIT = -1;

    static ConfigSchema schema() {
        List<Field> fields = new ArrayList<>(FieldTarget.fields(502));
        fields.addAll(addressing());
        fields.addAll(PollFields.fields());
        fields.addAll(
                List.of(
                        Field.optional(
                                        "maxRegisters",
                                        Kind.INTEGER,
                                        "125",
                                        "Most registers of one request that the device answers.")
                                .within(1, ModbusTable.REGISTERS_MAX),
                        Field.optional(
                                        "maxBits",
                                        Kind.INTEGER,
                                        "2000",
                                        "Most coils or inputs of one request that it answers.")
                                .within(1, ModbusTable.BITS_MAX),
                        Field.optional(
                                        "maxGap",
                                        Kind.INTEGER,
                                        "16",
                                        "Most registers read in between to save a request.")
                                .within(0, ModbusTable.REGISTERS_MAX),
                        Field.optional(
                                        "demoteAfter",
                                        Kind.INTEGER,
                                        "2",
                                        "Cycles without an answer until a unit is left alone.")
                                .within(1, 100),
                        Field.optional(
                                        "retryUnitAfter",
                                        Kind.DURATION,
                                        "10s",
                                        "How long it is left alone first; up to 16 times later.")
                                .within(1_000_000_000L, 3_600_000_000_000L)));
        return new ConfigSchema(fields);
    }

    /// The fields that say what an address means; a simulator has them too.
    static List<Field> addressing() {
        return List.of(
                Field.optional("unit", Kind.INTEGER, "1", "Unit of addresses that name none.")
                        .within(0, 255),
                Field.choice(
                        "addressBase", "0", "What plain decimal addresses count from.", "0", "1"),
                Field.choice(
                        "wordOrder",
                        "ABCD",
                        "Order of the bytes of values that name none.",
                        "ABCD",
                        "CDAB",
                        "BADC",
                        "DCBA"));
    }

    static ModbusAddress.Defaults defaults(Config config) {
        return new ModbusAddress.Defaults(
                (int) config.integer("unit"),
                Integer.parseInt(config.text("addressBase")),
                ByteOrder.valueOf(config.text("wordOrder")));
    }

    static ModbusConfig of(Config config) {
        return new ModbusConfig(
                FieldTarget.of(config),
                PollFields.of(config),
                defaults(config),
                new ModbusLimits(
                        (int) config.integer("maxRegisters"),
                        (int) config.integer("maxBits"),
                        (int) config.integer("maxGap")),
                (int) config.integer("demoteAfter"),
                config.duration("retryUnitAfter").toNanos());
    }

    static List<Problem> checkLine(Config config) {
        return of(config).target.check("MODB-0209", config);
    }

    static List<Problem> check(Config config) {
        ModbusConfig modbus = of(config);
        List<Problem> problems = new ArrayList<>(checkLine(config));
        problems.addAll(modbus.poll.check(config, "MODB-0208"));
        List<TagTable.Entry> entries = TagSchema.of(config).entries();
        Map<String, Integer> units = new HashMap<>();
        for (TagTable.Entry entry : entries) {
            try {
                ModbusPoint point = ModbusAddress.of(entry.tag(), modbus.defaults);
                units.put(entry.tag().name(), point.unit());
                if (entry.tag().writable()) {
                    ModbusWriter.unwritable(point)
                            .map(
                                    why ->
                                            PollFields.unwritable(
                                                    entry, "MODB-0207", why, WRITABLE_REMEDY))
                            .ifPresent(problems::add);
                }
                if (!point.table().isBits() && point.length() > modbus.limits.registers()) {
                    problems.add(
                            Problem.error(
                                            "MODB-0210",
                                            "tag " + entry.tag().name(),
                                            "It takes more registers than maxRegisters allows.",
                                            "Raise maxRegisters, or choose a shorter type.")
                                    .at(entry.place()));
                }
            } catch (AddressFault fault) {
                problems.add(fault.problem().at(entry.place()));
            }
        }
        problems.addAll(
                GroupCheck.together(
                        entries, "unit", tag -> units.getOrDefault(tag.name(), NO_UNIT)));
        return problems;
    }
}
