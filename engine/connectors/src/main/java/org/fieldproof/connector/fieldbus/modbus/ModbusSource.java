package org.fieldproof.connector.fieldbus.modbus;

import java.util.List;
import java.util.random.RandomGenerator;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Source;
import org.fieldproof.api.spi.SourceHost;
import org.fieldproof.connector.fieldbus.poll.PollLoop;
import org.fieldproof.connector.fieldbus.poll.PolledTag;
import org.fieldproof.connector.fieldbus.poll.TagOutlet;
import org.fieldproof.connector.work.CaptureFile;
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
        List<PolledTag<ModbusPoint>> tags =
                config.poll()
                        .tags(
                                host,
                                tag -> ModbusAddress.of(tag, config.defaults()),
                                point -> "unit-" + point.unit());
        ModbusDevice device = new ModbusDevice(host, config, tags, outlet);
        loop = new PollLoop<>(host, device, tags, outlet, "MODB-0107", random);
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
