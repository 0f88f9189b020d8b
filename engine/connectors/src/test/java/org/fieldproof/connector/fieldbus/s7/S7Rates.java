package org.fieldproof.connector.fieldbus.s7;

import com.github.xingshuangs.iot.protocol.s7.enums.EPlcType;
import com.github.xingshuangs.iot.protocol.s7.service.S7PLC;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.connector.fieldbus.poll.PolledTag;
import org.fieldproof.connector.fieldbus.poll.TagOutlet;
import org.fieldproof.connector.fieldbus.testing.FieldHost;
import org.fieldproof.connector.fieldbus.testing.Rates;
import org.fieldproof.testkit.MapConfig;

/// Tags per second and core from the wire to the intake, beside the bare client that only fetches
/// the values: `java -cp <test class path> …S7Rates [seconds per run]`.
final class S7Rates {
    private static final int TAGS = 1_000;
    private static final int ITEMS = 20;
    /// Farther apart than any gap that is filled, so that each tag is an item.
    private static final int APART = 60;

    private S7Rates() {}

    public static void main(String[] args) throws Exception {
        double seconds = args.length > 0 ? Double.parseDouble(args[0]) : 2;
        S7Server server =
                S7Server.open(
                        "rates",
                        new Endpoint("127.0.0.1", 0),
                        -1,
                        range -> new S7Line.Item.Values(new byte[range.bytes()]));
        S7PLC client = new S7PLC(EPlcType.S1500, "127.0.0.1", server.port(), 0, 1);
        client.connect();
        measure("s7, 1,000 REAL apart", APART, seconds, server, client);
        measure("s7, 1,000 REAL side by side", 4, seconds, server, client);
        System.exit(0);
    }

    private static void measure(
            String what, int apart, double seconds, S7Server server, S7PLC client)
            throws Exception {
        List<TagDefinition> table = new ArrayList<>();
        List<List<String>> requests = new ArrayList<>();
        for (int i = 0; i < TAGS; i++) {
            String address = "DB1." + i * apart;
            table.add(TagDefinition.of("t" + i, address, "real"));
            if (i % ITEMS == 0) {
                requests.add(new ArrayList<>());
            }
            requests.getLast().add(address);
        }
        MapConfig config =
                new MapConfig(
                        S7Config.schema(),
                        Map.of(
                                "host",
                                "127.0.0.1",
                                "port",
                                String.valueOf(server.port()),
                                "tags",
                                TagTable.of(table)));
        FieldHost host = new FieldHost(config, Files.createTempDirectory("rates"));
        host.forget();
        List<PolledTag<S7Point>> tags = new ArrayList<>();
        for (TagDefinition tag : table) {
            tags.add(
                    new PolledTag<>(
                            tag,
                            S7Address.of(tag),
                            "plc/" + tag.name(),
                            host.device("plc"),
                            1,
                            Map.of()));
        }
        S7Device device =
                new S7Device(host, S7Config.of(config), tags, new TagOutlet(host, "test", null));
        device.open();
        Rates.compare(
                what,
                TAGS,
                seconds,
                () -> device.read(tags),
                "bare iot-communication",
                () -> requests.forEach(client::readFloat32));
        device.close();
    }
}
