package org.fieldproof.engine.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.api.project.ProjectDefinition.PipelineDefinition;
import org.jspecify.annotations.Nullable;

/// Which lanes a record goes to, by its connection and its address. Immutable.
public final class RouteTable {
    private static final int[] NOWHERE = {};

    private final Map<String, TopicTrie> tries;
    private final int[][] lanesOfPipeline;
    private final int laneCount;

    private RouteTable(Map<String, TopicTrie> tries, int[][] lanesOfPipeline, int laneCount) {
        this.tries = tries;
        this.lanesOfPipeline = lanesOfPipeline;
        this.laneCount = laneCount;
    }

    /// The routes of a project.
    ///
    /// @param lanes ids in the order that the answers count in
    public static RouteTable of(ProjectDefinition project, List<String> lanes) {
        List<PipelineDefinition> pipelines = project.pipelines();
        int[][] lanesOfPipeline = new int[pipelines.size()][];
        Map<String, TopicTrie> tries = new HashMap<>();
        for (int i = 0; i < pipelines.size(); i++) {
            PipelineDefinition pipeline = pipelines.get(i);
            TreeSet<Integer> targets = new TreeSet<>();
            for (String lane : pipeline.to()) {
                if (lanes.contains(lane)) {
                    targets.add(lanes.indexOf(lane));
                }
            }
            lanesOfPipeline[i] = targets.stream().mapToInt(Integer::intValue).toArray();
            for (String connection : pipeline.from()) {
                TopicTrie trie = tries.computeIfAbsent(connection, id -> new TopicTrie());
                for (String filter : pipeline.match()) {
                    trie.add(filter, i);
                }
            }
        }
        return new RouteTable(Map.copyOf(tries), lanesOfPipeline, lanes.size());
    }

    /// The lanes of a record, each once, in their order.
    public int[] lanesOf(String connection, String address) {
        @Nullable TopicTrie trie = tries.get(connection);
        if (trie == null) {
            return NOWHERE;
        }
        boolean[] hit = new boolean[laneCount];
        trie.match(
                address,
                pipeline -> {
                    for (int lane : lanesOfPipeline[pipeline]) {
                        hit[lane] = true;
                    }
                });
        int[] lanes = new int[laneCount];
        int count = 0;
        for (int lane = 0; lane < laneCount; lane++) {
            if (hit[lane]) {
                lanes[count++] = lane;
            }
        }
        return Arrays.copyOf(lanes, count);
    }

    /// The connections whose records can reach a lane, for pictures.
    public static List<String> sourcesOf(ProjectDefinition project, String lane) {
        List<String> sources = new ArrayList<>();
        for (PipelineDefinition pipeline : project.pipelines()) {
            if (pipeline.to().contains(lane)) {
                for (String connection : pipeline.from()) {
                    if (!sources.contains(connection)) {
                        sources.add(connection);
                    }
                }
            }
        }
        return sources;
    }
}
