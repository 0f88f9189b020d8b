package org.fieldproof.connector.fieldbus.s7;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.connector.fieldbus.poll.FieldDevice;
import org.fieldproof.connector.fieldbus.poll.TagOutlet;
import org.fieldproof.connector.fieldbus.testing.FieldHost;
import org.fieldproof.testkit.MapConfig;

/// A PLC whose dials a test counts, without the pause that a connection keeps.
public final class S7Dials {
    private S7Dials() {}

    public static FieldDevice<?> to(int port, Path temp) {
        MapConfig config =
                new MapConfig(
                        S7Config.schema(),
                        Map.of(
                                "host",
                                "127.0.0.1",
                                "port",
                                String.valueOf(port),
                                "tags",
                                TagTable.of(List.of(TagDefinition.of("a", "DB1.0", "byte")))));
        FieldHost host = new FieldHost(config, temp);
        return new S7Device(
                host, S7Config.of(config), List.of(), new TagOutlet(host, "test", null));
    }
}
