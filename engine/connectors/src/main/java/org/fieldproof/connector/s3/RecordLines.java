package org.fieldproof.connector.s3;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.spi.ReadBack.Arrival;

/// Records as gzipped lines of JSON and back; see the package for the fields. Confined to the
/// sink's worker where it writes; reading is a function.
final class RecordLines {
    private static final JsonFactory JSON = new JsonFactory();
    private static final SerializedString EPOCH = new SerializedString("epoch");
    private static final SerializedString SEQ = new SerializedString("seq");
    private static final SerializedString CONNECTION = new SerializedString("connection");
    private static final SerializedString DEVICE = new SerializedString("device");
    private static final SerializedString ADDRESS = new SerializedString("address");
    private static final SerializedString SOURCE_TIME = new SerializedString("sourceTime");
    private static final SerializedString ACCEPT_TIME = new SerializedString("acceptTime");
    private static final SerializedString QUALITY = new SerializedString("quality");
    private static final SerializedString ENCODING = new SerializedString("encoding");
    private static final SerializedString CRC = new SerializedString("crc32c");
    private static final SerializedString TEXT = new SerializedString("text");
    private static final SerializedString BASE64 = new SerializedString("base64");
    private static final SerializedString PROPERTIES = new SerializedString("properties");

    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    private final CharBuffer decoded = CharBuffer.allocate(1 << 10);
    private final CRC32C crc = new CRC32C();

    /// The object of these records. A function of the records alone (law S3-L2).
    PackedLines write(List<FieldRecord> records) throws IOException {
        long payload = 0;
        for (FieldRecord record : records) {
            payload += record.payload().length;
        }
        int expected = (int) Math.min(1 << 24, payload / 2 + records.size() * 16L + 256);
        PackedLines object = new PackedLines(expected);
        try (GzipLines zip = new GzipLines(object);
                JsonGenerator json = JSON.createGenerator(zip, JsonEncoding.UTF8)) {
            json.setRootValueSeparator(null);
            for (FieldRecord record : records) {
                line(record, json);
                json.writeRaw('\n');
            }
        }
        return object;
    }

    private void line(FieldRecord record, JsonGenerator json) throws IOException {
        byte[] payload = record.payload();
        json.writeStartObject();
        text(EPOCH, record.epoch().toString(), json);
        json.writeFieldName(SEQ);
        json.writeNumber(record.seq());
        text(CONNECTION, record.connection(), json);
        text(DEVICE, record.device(), json);
        text(ADDRESS, record.address(), json);
        if (record.sourceTimeEpochNanos() != 0) {
            text(SOURCE_TIME, Long.toString(record.sourceTimeEpochNanos()), json);
        }
        text(ACCEPT_TIME, Long.toString(record.acceptTimeEpochNanos()), json);
        text(QUALITY, record.quality().name(), json);
        text(ENCODING, record.encoding().name(), json);
        crc.reset();
        crc.update(payload);
        text(CRC, HexFormat.of().toHexDigits((int) crc.getValue()), json);
        if (isText(payload)) {
            json.writeFieldName(TEXT);
            json.writeUTF8String(payload, 0, payload.length);
        } else {
            byte[] base64 = Base64.getEncoder().encode(payload);
            json.writeFieldName(BASE64);
            json.writeRawUTF8String(base64, 0, base64.length);
        }
        if (!record.properties().isEmpty()) {
            json.writeFieldName(PROPERTIES);
            json.writeStartArray();
            for (Property property : record.properties()) {
                json.writeStartObject();
                json.writeStringField("name", property.name());
                json.writeStringField("value", property.value());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void text(SerializedString name, String value, JsonGenerator json)
            throws IOException {
        json.writeFieldName(name);
        json.writeString(value);
    }

    private boolean isText(byte[] payload) {
        utf8.reset();
        ByteBuffer in = ByteBuffer.wrap(payload);
        CoderResult result;
        do {
            decoded.clear();
            result = utf8.decode(in, decoded, true);
        } while (result.isOverflow());
        return !result.isError();
    }

    static int crc(byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(payload);
        return (int) crc.getValue();
    }

    /// Feeds every record of an object. The CRC is computed from the payload that is there.
    static void read(InputStream object, Consumer<Arrival> each) throws IOException {
        try (JsonParser json = JSON.createParser(new GZIPInputStream(object, 1 << 14))) {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                each.accept(arrival(json));
            }
        }
    }

    private static Arrival arrival(JsonParser json) throws IOException {
        String epoch = "";
        String device = "";
        String address = "";
        long seq = 0;
        byte[] payload = new byte[0];
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "epoch" -> epoch = json.getText();
                case "seq" -> seq = json.getLongValue();
                case "device" -> device = json.getText();
                case "address" -> address = json.getText();
                case "text" -> payload = json.getText().getBytes(StandardCharsets.UTF_8);
                case "base64" -> payload = Base64.getDecoder().decode(json.getText());
                default -> json.skipChildren();
            }
        }
        return new Arrival(UUID.fromString(epoch), seq, device, address, crc(payload), 0);
    }
}
