package org.fieldproof.connector.fieldbus.s7;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;
import org.fieldproof.api.tag.TagSchema;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.connector.fieldbus.poll.AddressFault;
import org.fieldproof.connector.fieldbus.poll.FieldTarget;
import org.fieldproof.connector.fieldbus.poll.PollFields;

/// An `s7` connection as configured.
///
/// @param localTsap two bytes
/// @param remoteTsap two bytes
/// @param gapBytes most unwanted bytes read between two wanted ones
/// @param modeNanos how often the operating mode is asked for; 0 for never
record S7Config(
        FieldTarget target,
        PollFields poll,
        int localTsap,
        int remoteTsap,
        int gapBytes,
        long modeNanos) {
    private static final Pattern TSAP = Pattern.compile("([0-9A-Fa-f]{2})\\.?([0-9A-Fa-f]{2})");

    static ConfigSchema schema() {
        List<Field> fields = new ArrayList<>(FieldTarget.fields(102));
        fields.addAll(
                List.of(
                        Field.optional("rack", Kind.INTEGER, "0", "Rack of the CPU.").within(0, 7),
                        Field.optional(
                                        "slot",
                                        Kind.INTEGER,
                                        "1",
                                        "Slot of the CPU: 1 for S7-1200 and 1500, 2 for S7-300.")
                                .within(0, 31),
                        Field.optional(
                                "localTsap", Kind.TEXT, "01.00", "Our access point, hexadecimal."),
                        Field.optional(
                                "remoteTsap",
                                Kind.TEXT,
                                "",
                                "The PLC's access point such as 03.01; from rack and slot if"
                                        + " empty."),
                        Field.optional(
                                        "maxGap",
                                        Kind.INTEGER,
                                        "16",
                                        "Most bytes read in between to save an item.")
                                .within(0, 200),
                        Field.optional(
                                        "modeInterval",
                                        Kind.DURATION,
                                        "5s",
                                        "How often it is asked whether the PLC runs; 0 for never.")
                                .within(0, 3_600_000_000_000L)));
        fields.addAll(PollFields.fields());
        return new ConfigSchema(fields);
    }

    static S7Config of(Config config) {
        // 3 is a connection of the other kind than PG and OP, of which a CPU has few.
        int fromSlot = 0x300 + 0x20 * (int) config.integer("rack") + (int) config.integer("slot");
        return new S7Config(
                FieldTarget.of(config),
                PollFields.of(config),
                tsap(config.text("localTsap"), 0x100),
                tsap(config.text("remoteTsap"), fromSlot),
                (int) config.integer("maxGap"),
                config.duration("modeInterval").toNanos());
    }

    private static int tsap(String text, int otherwise) {
        return TSAP.matcher(text).matches()
                ? Integer.parseInt(text.replace(".", ""), 16)
                : otherwise;
    }

    static List<Problem> check(Config config) {
        S7Config s7 = of(config);
        List<Problem> problems = new ArrayList<>(s7.target.check("S7-0209", config));
        problems.addAll(s7.poll.check(config, "S7-0208"));
        for (String field : List.of("localTsap", "remoteTsap")) {
            String text = config.text(field);
            if (!text.isEmpty() && !TSAP.matcher(text).matches()) {
                problems.add(
                        Problem.error(
                                        "S7-0206",
                                        field,
                                        "\"" + text + "\" is no access point.",
                                        "Write four hexadecimal digits such as 03.01 or 4D57.")
                                .at(config.placeOf(field)));
            }
        }
        for (TagTable.Entry entry : TagSchema.of(config).entries()) {
            try {
                S7Point point = S7Address.of(entry.tag());
                if (entry.tag().writable()) {
                    S7Writer.unwritable(point)
                            .map(
                                    why ->
                                            PollFields.unwritable(
                                                    entry,
                                                    "S7-0207",
                                                    why,
                                                    S7Writer.WRITABLE_REMEDY))
                            .ifPresent(problems::add);
                }
            } catch (AddressFault fault) {
                problems.add(fault.problem().at(entry.place()));
            }
        }
        return problems;
    }
}
