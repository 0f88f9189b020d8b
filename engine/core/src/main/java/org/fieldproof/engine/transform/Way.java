package org.fieldproof.engine.transform;

import java.util.List;
import org.fieldproof.api.project.ProjectDefinition.PipelineDefinition;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.engine.project.Catalog;
import org.fieldproof.engine.route.TopicTrie;

/// One pipeline: which records it takes, and what it does to them.
record Way(List<String> from, TopicTrie match, TransformChain chain) {

    static Way of(PipelineDefinition pipeline, Catalog catalog, TransformPlace place)
            throws ConnectorException {
        TopicTrie match = new TopicTrie();
        pipeline.match().forEach(filter -> match.add(filter, 0));
        return new Way(pipeline.from(), match, TransformChain.of(pipeline, catalog, place));
    }

    boolean takes(FieldRecord record) {
        if (!from.contains(record.connection())) {
            return false;
        }
        boolean[] hit = new boolean[1];
        match.match(record.address(), _ -> hit[0] = true);
        return hit[0];
    }
}
