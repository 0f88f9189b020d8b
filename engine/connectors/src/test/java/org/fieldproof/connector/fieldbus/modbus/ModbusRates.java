package org.fieldproof.connector.fieldbus.modbus;

import com.ghgande.j2mod.modbus.facade.ModbusTCPMaster;
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

/// Tags per second and core from the wire to the intake, beside bare j2mod that only fetches the
/// registers: `java -cp <test class path> …ModbusRates [seconds per run]`.
final class ModbusRates {
    private static final int TAGS = 2_000;
    private static final int BLOCK = 125;

    private ModbusRates() {}

    public static void main(String[] args) throws Exception {
        double seconds = args.length > 0 ? Double.parseDouble(args[0]) : 2;
        ModbusServer server =
                ModbusServer.open(
                        "rates",
                        new Endpoint("127.0.0.1", 0),
                        (u, t, s, count) -> new ModbusServer.Content.Items(new byte[count * 2]));
        List<TagDefinition> table = new ArrayList<>();
        for (int i = 0; i < TAGS; i++) {
            table.add(TagDefinition.of("t" + i, "hr" + i, "uint16"));
        }
        MapConfig config =
                new MapConfig(
                        ModbusConfig.schema(),
                        Map.of(
                                "host",
                                "127.0.0.1",
                                "port",
                                String.valueOf(server.port()),
                                "tags",
                                TagTable.of(table)));
        FieldHost host = new FieldHost(config, Files.createTempDirectory("rates"));
        host.forget();
        ModbusConfig modbus = ModbusConfig.of(config);
        List<PolledTag<ModbusPoint>> tags = new ArrayList<>();
        for (TagDefinition tag : table) {
            tags.add(
                    new PolledTag<>(
                            tag,
                            ModbusAddress.of(tag, modbus.defaults()),
                            "plc/" + tag.name(),
                            host.device("unit-1"),
                            1,
                            Map.of()));
        }
        ModbusDevice device =
                new ModbusDevice(host, modbus, tags, new TagOutlet(host, "test", null));
        device.open();
        ModbusTCPMaster master = new ModbusTCPMaster("127.0.0.1", server.port(), 30_000, true);
        master.connect();
        Rates.compare(
                "modbus, 2,000 registers",
                TAGS,
                seconds,
                () -> device.read(tags),
                "bare j2mod",
                () -> {
                    for (int i = 0; i < TAGS; i += BLOCK) {
                        master.readMultipleRegisters(1, i, BLOCK);
                    }
                });
        System.exit(0);
    }
}
