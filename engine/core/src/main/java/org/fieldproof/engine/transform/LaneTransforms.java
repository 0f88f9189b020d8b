package org.fieldproof.engine.transform;

import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.api.project.ProjectDefinition.PipelineDefinition;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.engine.project.Catalog;

/// Which transforms a record meets on its way to one destination: those of the first pipeline, in
/// the project's order, that leads it there. Confined to one thread.
public final class LaneTransforms {
    private final List<Way> ways;

    private LaneTransforms(List<Way> ways) {
        this.ways = List.copyOf(ways);
    }

    /// The transforms on the way to `destination`.
    public static LaneTransforms of(
            ProjectDefinition project, String destination, Catalog catalog, TransformPlace place)
            throws ConnectorException {
        List<Way> ways = new ArrayList<>();
        for (PipelineDefinition pipeline : project.pipelines()) {
            if (pipeline.to().contains(destination)) {
                ways.add(Way.of(pipeline, catalog, place));
            }
        }
        return new LaneTransforms(ways);
    }

    /// True if no record is changed by any of them.
    public boolean isEmpty() {
        return ways.stream().allMatch(way -> way.chain().isEmpty());
    }

    /// True if some pipeline leads this record there.
    public boolean leadsThere(FieldRecord record) {
        return ways.stream().anyMatch(way -> way.takes(record));
    }

    /// What becomes of a record on its way there. One that no pipeline leads there any more, left
    /// from a project that did, goes as it is: it was promised to this destination.
    public Fate apply(FieldRecord record) {
        for (Way way : ways) {
            if (way.takes(record)) {
                return way.chain().apply(record);
            }
        }
        return new Fate.Sent(record);
    }
}
