package org.fieldproof.connector.fieldbus.modbus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Source;
import org.fieldproof.api.spi.SourceHost;
import org.fieldproof.api.tag.TagGroup;
import org.fieldproof.api.tag.TagSchema;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.connector.fieldbus.poll.CaptureFile;
import org.fieldproof.connector.fieldbus.poll.PollLoop;
import org.fieldproof.connector.fieldbus.poll.PolledTag;
import org.fieldproof.connector.fieldbus.poll.TagOutlet;
import org.jspecify.annotations.Nullable;

/// Polls a Modbus device. It reads and does nothing else (POLL-3).
final class ModbusSource implements Source {
    private final PollLoop<ModbusPoint> loop;
    private final TagOutlet outlet;
    private final @Nullable CaptureFile capture;

    ModbusSource(SourceHost host, RandomGenerator random) throws ConnectorException {
        ModbusConfig config = ModbusConfig.of(host.config());
        capture = config.poll().capture() ? CaptureFile.begin(host, "MODB-0109") : null;
        outlet = new TagOutlet(host, config.target().shown(), capture);
        List<PolledTag<ModbusPoint>> tags = tags(host, config);
        ModbusDevice device = new ModbusDevice(host, config, tags, outlet);
        loop = new PollLoop<>(host, device, tags, outlet, "MODB-0107", random);
    }

    private static List<PolledTag<ModbusPoint>> tags(SourceHost host, ModbusConfig config)
            throws ConnectorException {
        List<PolledTag<ModbusPoint>> tags = new ArrayList<>();
        TagSchema.Tags written = TagSchema.of(host.config());
        Map<String, TagGroup> groups = written.groups();
        for (TagTable.Entry entry : written.entries()) {
            try {
                ModbusPoint point = ModbusAddress.of(entry.tag(), config.defaults());
                tags.add(
                        new PolledTag<>(
                                entry.tag(),
                                point,
                                config.poll().topic(host.id(), entry.tag()),
                                host.device("unit-" + point.unit()),
                                config.poll().intervalOf(entry.tag()),
                                groups));
            } catch (ModbusAddress.Fault fault) {
                throw new ConnectorException(fault.problem().at(entry.place()), fault);
            }
        }
        return tags;
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop(long graceMillis) {
        loop.stop(graceMillis);
        if (capture != null) {
            capture.close();
        }
    }

    @Override
    public long inFlight() {
        return outlet.inFlight();
    }
}
