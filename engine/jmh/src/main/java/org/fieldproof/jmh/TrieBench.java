package org.fieldproof.jmh;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.fieldproof.engine.route.TopicTrie;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// A topic against the filters of all pipelines; one filter in ten has a `+` or a `#`.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TrieBench {
    private static final int TOPICS = 1 << 16;

    @Param({"10000", "1000000"})
    public int filters;

    private final TopicTrie trie = new TopicTrie();
    private final TopicTrie.Matcher matcher = trie.matcher();
    private final String[] topics = new String[TOPICS];
    private int next;

    @Setup
    public void fill() {
        for (int i = 0; i < filters; i++) {
            trie.add(filter(i), i);
        }
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < TOPICS; i++) {
            topics[i] = topic(random.nextInt(filters));
        }
    }

    @Benchmark
    public int match() {
        int hits = matcher.match(topics[next++ & (TOPICS - 1)]);
        if (hits == 0) {
            throw new IllegalStateException("each topic has a filter");
        }
        return hits;
    }

    private static String topic(int number) {
        return head(number) + "line" + number / 100 % 10 + tail(number);
    }

    private static String filter(int number) {
        return switch (number % 20) {
            case 0 -> head(number) + "+" + tail(number);
            case 10 -> topic(number) + "/#";
            default -> topic(number);
        };
    }

    private static String head(int number) {
        return "plant" + number % 10 + "/area" + number / 10 % 10 + "/";
    }

    private static String tail(int number) {
        return "/dev" + number / 1_000 % 100 + "/sensor" + number / 100_000;
    }
}
