package org.fieldproof.engine.project;

import java.util.List;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;

/// The fields of `tests/*.yaml`; the reader checks them and the published schema is made of them.
final class PipelineTestFields {
    static final String SCHEMA_URL = "https://fieldproof.org/schema/tests-1.json";

    static final List<Field> ROOT =
            List.of(
                    Field.optional("$schema", Kind.TEXT, "", "Address of this format's schema."),
                    Field.optional("title", Kind.TEXT, "", "What is tested here."),
                    Field.groups("cases", true, "The cases.", ofCase()));

    private PipelineTestFields() {}

    private static Field[] ofCase() {
        return new Field[] {
            Field.required("name", Kind.TEXT, "What must hold, as a sentence."),
            Field.group("given", true, "The record as the gateway accepts it.", given()),
            Field.groups(
                    "expect",
                    false,
                    "What must become of it, destination by destination; one that is not named"
                            + " must not get it.",
                    expectation())
        };
    }

    private static Field[] given() {
        return new Field[] {
            Field.required("connection", Kind.TEXT, "Id of the connection it comes from."),
            Field.optional("device", Kind.TEXT, "device", "The device it comes from."),
            Field.required("address", Kind.TEXT, "Its address, such as plant/press/telemetry."),
            Field.optional("payload", Kind.TEXT, "", "Its payload as text."),
            Field.optional("base64", Kind.TEXT, "", "Its payload in Base64, instead of payload."),
            Field.choice(
                    "encoding",
                    "text",
                    "What the payload is; typed for values of OPC UA, Modbus and S7.",
                    "text",
                    "bytes",
                    "typed"),
            Field.choice("quality", "good", "Its quality.", "good", "uncertain", "bad"),
            properties("Its properties.")
        };
    }

    private static Field[] expectation() {
        return new Field[] {
            Field.required("to", Kind.TEXT, "Id of the destination."),
            Field.optional("payload", Kind.TEXT, "", "The payload there, character by character."),
            Field.optional(
                    "json",
                    Kind.TEXT,
                    "",
                    "The payload there as JSON; order of names and form of numbers do not count."),
            Field.optional("address", Kind.TEXT, "", "The address there."),
            Field.optional("device", Kind.TEXT, "", "The device there."),
            properties("Properties that it must have there, among others."),
            Field.optional(
                    "dropped", Kind.TEXT, "", "Name of the transform that drops it, or any."),
            Field.optional(
                    "quarantined", Kind.TEXT, "", "Code with which it is quarantined, or any.")
        };
    }

    private static Field properties(String help) {
        return Field.groups(
                "properties",
                false,
                help,
                Field.required("name", Kind.TEXT, "Its name."),
                Field.required("value", Kind.TEXT, "Its value."));
    }
}
