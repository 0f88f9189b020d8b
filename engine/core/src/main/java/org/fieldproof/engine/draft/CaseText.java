package org.fieldproof.engine.draft;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fieldproof.api.draft.DraftText;
import org.fieldproof.api.draft.DraftValue.Entry;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Item;
import org.fieldproof.api.draft.DraftValue.Items;
import org.fieldproof.api.draft.DraftValue.Style;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;
import org.fieldproof.engine.project.JsonLook;
import org.fieldproof.engine.transform.Fate;

/// Writes a pipeline test: a record, and what becomes of it. Pure.
final class CaseText {
    /// The field that holds the cases of a file.
    static final String CASES = "cases";

    private CaseText() {}

    /// A file with one case.
    ///
    /// @param fates by destination
    static String of(String name, FieldRecord given, Map<String, Fate> fates) {
        List<Entry> fields = new ArrayList<>();
        fields.add(Entry.of("name", word(name)));
        fields.add(Entry.of("given", given(given)));
        List<Item> expected = new ArrayList<>();
        fates.forEach((to, fate) -> expected.add(Item.of(expected(to, given, fate))));
        if (!expected.isEmpty()) {
            fields.add(Entry.of("expect", new Items(expected, false)));
        }
        Items cases = new Items(List.of(Item.of(new Group(fields, false))), false);
        return DraftText.write(Group.of(Entry.of(CASES, cases)));
    }

    private static Group given(FieldRecord record) {
        List<Entry> fields = new ArrayList<>();
        fields.add(Entry.of("connection", word(record.connection())));
        fields.add(Entry.of("device", word(record.device())));
        fields.add(Entry.of("address", word(record.address())));
        Optional<String> text = text(record.payload());
        fields.add(
                text.isPresent()
                        ? Entry.of("payload", payload(text.get()))
                        : Entry.of(
                                "base64",
                                word(Base64.getEncoder().encodeToString(record.payload()))));
        if (record.encoding() != PayloadEncoding.TEXT) {
            fields.add(Entry.of("encoding", word(lower(record.encoding()))));
        }
        if (record.quality() != Quality.GOOD) {
            fields.add(Entry.of("quality", word(lower(record.quality()))));
        }
        properties(record.properties()).ifPresent(fields::add);
        return new Group(fields, false);
    }

    private static Group expected(String to, FieldRecord given, Fate fate) {
        List<Entry> fields = new ArrayList<>();
        fields.add(Entry.of("to", word(to)));
        switch (fate) {
            case Fate.Dropped(String by) -> fields.add(Entry.of("dropped", word(by)));
            case Fate.Refused refused ->
                    fields.add(Entry.of("quarantined", word(refused.why().code())));
            case Fate.Sent(FieldRecord sent) -> delivered(given, sent, fields);
        }
        return new Group(fields, false);
    }

    private static void delivered(FieldRecord given, FieldRecord sent, List<Entry> fields) {
        text(sent.payload())
                .ifPresent(
                        text ->
                                fields.add(
                                        Entry.of(
                                                JsonLook.of(text) == null ? "payload" : "json",
                                                payload(text))));
        fields.add(Entry.of("address", word(sent.address())));
        if (!sent.device().equals(given.device())) {
            fields.add(Entry.of("device", word(sent.device())));
        }
        List<Property> added = new ArrayList<>(sent.properties());
        added.removeAll(given.properties());
        properties(added).ifPresent(fields::add);
    }

    private static Optional<Entry> properties(List<Property> properties) {
        List<Item> items = new ArrayList<>();
        for (Property each : properties) {
            items.add(
                    Item.of(
                            Group.of(
                                    Entry.of("name", word(each.name())),
                                    Entry.of("value", word(each.value())))));
        }
        return items.isEmpty()
                ? Optional.empty()
                : Optional.of(Entry.of("properties", new Items(items, false)));
    }

    /// Text that would be read as something else, or as nothing, is put in quotes.
    private static Text word(String text) {
        boolean plain = text.matches("[\\p{L}][\\p{L}\\p{N}_/ ,.-]*") && !text.equals("null");
        return plain ? Text.plain(text) : payload(text);
    }

    private static Text payload(String text) {
        return new Text(text, Style.SINGLE_QUOTED);
    }

    private static Optional<String> text(byte[] payload) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(payload))
                            .toString());
        } catch (CharacterCodingException binary) {
            return Optional.empty();
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
