package org.fieldproof.connector.s3;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.spi.ReadBack.Arrival;
import org.jspecify.annotations.Nullable;

/// Records as gzipped lines of JSON and back; see the package for the fields.
final class RecordLines {
    private static final JsonFactory JSON = new JsonFactory();

    private RecordLines() {}

    /// The object of these records. A function of the records alone (law S3-L2).
    static byte[] write(List<FieldRecord> records) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(records.size() * 64 + 256);
        try (Zip zip = new Zip(out);
                JsonGenerator json = JSON.createGenerator(zip, JsonEncoding.UTF8)) {
            json.setRootValueSeparator(null);
            for (FieldRecord record : records) {
                line(record, json);
                json.writeRaw('\n');
            }
        }
        return out.toByteArray();
    }

    private static void line(FieldRecord record, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("epoch", record.epoch().toString());
        json.writeNumberField("seq", record.seq());
        json.writeStringField("connection", record.connection());
        json.writeStringField("device", record.device());
        json.writeStringField("address", record.address());
        if (record.sourceTimeEpochNanos() != 0) {
            json.writeStringField("sourceTime", Long.toString(record.sourceTimeEpochNanos()));
        }
        json.writeStringField("acceptTime", Long.toString(record.acceptTimeEpochNanos()));
        json.writeStringField("quality", record.quality().name());
        json.writeStringField("encoding", record.encoding().name());
        json.writeStringField("crc32c", HexFormat.of().toHexDigits(crc(record.payload())));
        @Nullable String text = text(record.payload());
        if (text != null) {
            json.writeStringField("text", text);
        } else {
            json.writeStringField("base64", Base64.getEncoder().encodeToString(record.payload()));
        }
        if (!record.properties().isEmpty()) {
            json.writeArrayFieldStart("properties");
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

    private static @Nullable String text(byte[] payload) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
        } catch (CharacterCodingException _) {
            return null;
        }
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

    /// The fastest level: on small machines the processor is the bottleneck and not the line.
    private static final class Zip extends GZIPOutputStream {
        Zip(OutputStream out) throws IOException {
            super(out, 1 << 14);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
