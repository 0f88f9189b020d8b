package org.fieldproof.engine.transform;

import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Sink;
import org.fieldproof.engine.lane.SinkMaker;

/// Makes sinks that see transformed records. Called on the lane's thread, as the sinks are, so the
/// transforms are confined to it too.
public final class TransformingMaker implements SinkMaker {
    private final SinkMaker maker;
    private final LaneTransforms transforms;

    private TransformingMaker(SinkMaker maker, LaneTransforms transforms) {
        this.maker = maker;
        this.transforms = transforms;
    }

    /// The maker itself where nothing is transformed.
    public static SinkMaker of(SinkMaker maker, LaneTransforms transforms) {
        return transforms.isEmpty() ? maker : new TransformingMaker(maker, transforms);
    }

    @Override
    public MadeSink make() throws ConnectorException {
        MadeSink made = maker.make();
        return new Made(made, new TransformingSink(made.sink(), transforms));
    }

    private record Made(MadeSink made, Sink sink) implements MadeSink {
        @Override
        public void release() {
            made.release();
        }

        @Override
        public boolean isFinished() {
            return made.isFinished();
        }
    }
}
