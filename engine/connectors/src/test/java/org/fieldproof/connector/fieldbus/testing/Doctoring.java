package org.fieldproof.connector.fieldbus.testing;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.doctor.DoctorReport;
import org.fieldproof.api.doctor.Examination;
import org.fieldproof.api.spi.SourceFactory;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.testkit.MapConfig;

/// Examines a field device as the doctor of its connection does.
public final class Doctoring {
    private Doctoring() {}

    /// Examines the device at a port of this machine.
    ///
    /// @param tags `name=address`
    public static DoctorReport examine(
            SourceFactory factory, Path directory, int port, Map<String, ?> more, String... tags) {
        Map<String, Object> fields = new HashMap<>(more);
        fields.put("host", "127.0.0.1");
        fields.put("port", String.valueOf(port));
        fields.put(
                "tags",
                TagTable.of(
                        List.of(tags).stream()
                                .map(each -> each.split("=", 2))
                                .map(each -> TagDefinition.of(each[0], each[1], ""))
                                .toList()));
        return run(factory, directory, fields);
    }

    /// Examines with these fields of a connection.
    public static DoctorReport run(
            SourceFactory factory, Path directory, Map<String, Object> fields) {
        MapConfig config = new MapConfig(factory.schema(), fields);
        return new Examination(
                        new FieldHost(config, directory),
                        factory.type(),
                        false,
                        TimeUnit.SECONDS.toNanos(60))
                .run(factory.doctor().orElseThrow());
    }
}
