package org.fieldproof.connector.fieldbus.s7;

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

/// Polls a PLC. It reads and does nothing else (POLL-3).
final class S7Source implements Source {
    private final PollLoop<S7Point> loop;
    private final TagOutlet outlet;
    private final @Nullable CaptureFile capture;

    S7Source(SourceHost host, RandomGenerator random) throws ConnectorException {
        S7Config config = S7Config.of(host.config());
        List<PolledTag<S7Point>> tags = config.poll().tags(host, S7Address::of, point -> "plc");
        capture = config.poll().capture() ? CaptureFile.begin(host, "S7-0109") : null;
        outlet = new TagOutlet(host, config.target().shown(), capture);
        S7Device device = new S7Device(host, config, tags, outlet);
        loop = new PollLoop<>(host, device, tags, outlet, "S7-0110", random);
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
