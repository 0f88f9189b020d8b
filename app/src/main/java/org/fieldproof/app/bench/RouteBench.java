package org.fieldproof.app.bench;

import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.route.TopicTrie;
import org.jspecify.annotations.Nullable;

/// `route`: topics of five levels through 10,000 and 1,000,000 filters, of which one in twenty
/// has a `+` and one in twenty ends with `#`; also while another thread changes filters, and what
/// a filter costs in memory. The baseline is a tree of hash maps, see [MapTrie].
final class RouteBench {
    private static final int SMALL = 10_000;
    private static final int LARGE = 1_000_000;

    /// A run with few records also takes fewer filters.
    private static final int FILTERS_PER_RECORD = 50;
    private static final int TOPICS = 1 << 16;
    private static final int TOPICS_BETWEEN_LOOKS = 256;
    private static final long CHANGE_PAUSE_NANOS = 1_000_000;
    private static final String BASELINE = "map-per-level";

    private final BenchOptions options;
    private final GatewayClock clock = GatewayClock.system();
    private volatile boolean changing;

    RouteBench(BenchOptions options) {
        this.options = options;
    }

    void run(Consumer<BenchLine> lines) throws BenchException {
        TopicTrie trie = new TopicTrie();
        MapTrie maps = new MapTrie();
        fill(trie, maps, SMALL);
        match(lines, SMALL, trie, maps);
        large(lines, (int) Math.min(LARGE, (long) options.records() * FILTERS_PER_RECORD));
    }

    private void large(Consumer<BenchLine> lines, int size) throws BenchException {
        long before = usedBytes();
        TopicTrie trie = new TopicTrie();
        fill(trie, null, size);
        long withOurs = usedBytes();
        MapTrie maps = new MapTrie();
        fill(null, maps, size);
        long withBoth = usedBytes();
        match(lines, size, trie, maps);
        double ours = (withOurs - before) / (double) size;
        double theirs = (withBoth - withOurs) / (double) size;
        lines.accept(
                new BenchLine(
                        "route",
                        "memory-" + size,
                        "bytes/filter",
                        ours,
                        ours,
                        ours,
                        1,
                        BASELINE,
                        theirs));
    }

    private void match(Consumer<BenchLine> lines, int size, TopicTrie trie, MapTrie maps)
            throws BenchException {
        String[] topics = topics(size);
        TopicTrie.Matcher matcher = trie.matcher();
        Counter counter = new Counter();
        ToIntFunction<String> theirs =
                topic -> {
                    counter.hits = 0;
                    maps.match(topic, counter::hit);
                    return counter.hits;
                };
        long expected = hits(topics, theirs);
        if (hits(topics, matcher::match) != expected) {
            throw BenchException.failed(
                    "route", new IllegalStateException("the two find different filters"));
        }
        lines.accept(
                rates(
                        "match-" + size,
                        () -> rate(topics, matcher::match),
                        BASELINE,
                        () -> rate(topics, theirs)));
        lines.accept(
                rates(
                        "match-" + size + "-changing",
                        () -> whileChanging(trie, () -> rate(topics, matcher::match)),
                        "unchanged",
                        () -> rate(topics, matcher::match)));
    }

    private BenchLine rates(String name, Pair.Run ours, String baseline, Pair.Run theirs)
            throws BenchException {
        return Pair.measure("route", name, "matches/s", options.runs(), ours, baseline, theirs);
    }

    private static final class Counter {
        private int hits;

        void hit(int value) {
            hits++;
        }
    }

    private static long hits(String[] topics, ToIntFunction<String> matcher) {
        long hits = 0;
        for (String topic : topics) {
            hits += matcher.applyAsInt(topic);
        }
        return hits;
    }

    private double rate(String[] topics, ToIntFunction<String> matcher) {
        long start = clock.nanoTime();
        long end = start + options.perRun().toNanos();
        long now = start;
        long matches = 0;
        long hits = 0;
        while (now < end) {
            for (int i = 0; i < TOPICS_BETWEEN_LOOKS; i++) {
                hits += matcher.applyAsInt(topics[(int) (matches++ & (TOPICS - 1))]);
            }
            now = clock.nanoTime();
        }
        if (hits < matches) {
            throw new IllegalStateException("hits: " + hits + " (expected: >= " + matches + ")");
        }
        return matches * 1e9 / (now - start);
    }

    /// About a thousand filters a second come and go.
    private double whileChanging(TopicTrie trie, Pair.Run run) throws Exception {
        changing = true;
        Thread changer =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    for (int i = 0; changing; i++) {
                                        trie.add("plant3/area1/other/" + i, i);
                                        LockSupport.parkNanos(CHANGE_PAUSE_NANOS);
                                        trie.remove("plant3/area1/other/" + i, i);
                                    }
                                });
        try {
            return run.measure();
        } finally {
            changing = false;
            changer.join();
        }
    }

    private static void fill(@Nullable TopicTrie trie, @Nullable MapTrie maps, int size) {
        for (int i = 0; i < size; i++) {
            if (trie != null) {
                trie.add(filter(i), i);
            }
            if (maps != null) {
                maps.add(filter(i), i);
            }
        }
    }

    private static String[] topics(int size) {
        SplittableRandom random = new SplittableRandom(1);
        String[] topics = new String[TOPICS];
        for (int i = 0; i < TOPICS; i++) {
            topics[i] = topic(random.nextInt(size));
        }
        return topics;
    }

    private static String topic(int number) {
        return head(number) + "line" + number / 100 % 10 + tail(number);
    }

    private static String filter(int number) {
        return switch ((int) (((number * 2_654_435_761L) >>> 8) % 20)) {
            case 0 -> head(number) + "+" + tail(number);
            case 1 ->
                    head(number)
                            + "line"
                            + number / 100 % 10
                            + "/dev"
                            + number / 1_000 % 100
                            + "/#";
            default -> topic(number);
        };
    }

    private static String head(int number) {
        return "plant" + number % 10 + "/area" + number / 10 % 10 + "/";
    }

    private static String tail(int number) {
        return "/dev" + number / 1_000 % 100 + "/sensor" + number / 100_000;
    }

    private static long usedBytes() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
