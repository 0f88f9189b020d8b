package org.fieldproof.engine.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Filters come and go while topics are matched. Harm: after an edit of the project, records go to
/// a destination that no longer wants them, or one that wants them gets none.
class TopicTrieChangeTest {
    private static final String[] LEVELS = {
        "", "a", "b", "$SYS", "$", "+x", "ü", "漢字", "\uD83C\uDF21", "Aa", "BB", "C#"
    };

    private static String topic(SplittableRandom random, int levelsMax) {
        StringBuilder topic = new StringBuilder();
        for (int i = random.nextInt(levelsMax); i >= 0; i--) {
            topic.append(LEVELS[random.nextInt(LEVELS.length)]).append(i == 0 ? "" : "/");
        }
        return topic.toString();
    }

    private static String filter(SplittableRandom random, int levelsMax) {
        String[] levels = topic(random, levelsMax).split("/", -1);
        for (int i = 0; i < levels.length; i++) {
            boolean wild = levels[i].contains("+") || levels[i].contains("#");
            if (wild || random.nextInt(4) == 0) {
                levels[i] = "+";
            }
        }
        if (random.nextInt(4) == 0) {
            levels[levels.length - 1] = "#";
        }
        String filter = String.join("/", levels);
        return filter.isEmpty() ? "/" : filter;
    }

    /// MQTT 3.1.1 section 4.7, without a tree.
    private static boolean naive(String filter, String topic) {
        if (topic.startsWith("$") && (filter.startsWith("+") || filter.startsWith("#"))) {
            return false;
        }
        String[] wanted = filter.split("/", -1);
        String[] given = topic.split("/", -1);
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].equals("#")) {
                return true;
            }
            if (i >= given.length || !(wanted[i].equals("+") || wanted[i].equals(given[i]))) {
                return false;
            }
        }
        return wanted.length == given.length;
    }

    private static List<Integer> matches(TopicTrie.Matcher matcher, String topic) {
        List<Integer> found = new ArrayList<>();
        int count = matcher.match(topic);
        for (int i = 0; i < count; i++) {
            found.add(matcher.value(i));
        }
        found.sort(null);
        return found;
    }

    /// One added or removed filter at a time, beside a plain list.
    @Test
    void afterEveryChangeATopicMatchesWhatThePlainListSays() {
        long seed = 20_261_126;
        SplittableRandom random = new SplittableRandom(seed);
        TopicTrie trie = new TopicTrie();
        TopicTrie.Matcher matcher = trie.matcher();
        TreeMap<Integer, String> filters = new TreeMap<>();
        long hits = 0;
        for (int step = 0; step < 40_000; step++) {
            int depth = step % 10 == 0 ? 40 : 5;
            if (random.nextInt(100) < (filters.size() < 60 ? 60 : 40)) {
                String filter = filter(random, depth);
                trie.add(filter, step);
                filters.put(step, filter);
            } else if (!filters.isEmpty()) {
                Integer from = filters.ceilingKey(random.nextInt(step));
                int value = from == null ? filters.firstKey() : from;
                String filter = Objects.requireNonNull(filters.remove(value));
                assertThat(trie.remove(filter, -1)).as("a value that is not there").isFalse();
                assertThat(trie.remove(filter, value)).isTrue();
            }
            String topic = topic(random, depth);
            List<Integer> expected = new ArrayList<>();
            filters.forEach(
                    (value, filter) -> {
                        if (naive(filter, topic)) {
                            expected.add(value);
                        }
                    });
            hits += expected.size();
            assertThat(matches(matcher, topic))
                    .as("step %d, topic %s, filters %s, seed %d", step, topic, filters, seed)
                    .isEqualTo(expected);
            assertThat(trie.filterCount()).isEqualTo(filters.size());
        }
        assertThat(hits).as("control: the draw is not all misses").isGreaterThan(10_000);
    }

    /// Harm: a list of every serial number that was ever connected stays in memory for ever.
    @Test
    void namesOfFiltersThatWentTakeNoRoom() {
        TopicTrie trie = new TopicTrie();
        TopicTrie.Matcher matcher = trie.matcher();
        trie.add("kept/+/x", 1);
        for (int i = 0; i < 300_000; i++) {
            String filter = "site/serial-" + i + (i % 3 == 0 ? "/#" : i % 3 == 1 ? "/+/y" : "");
            trie.add(filter, i);
            assertThat(trie.remove(filter, i)).isTrue();
        }
        assertThat(trie.placesTaken()).as("edges, nodes, links and names").isLessThan(100);
        assertThat(matches(matcher, "kept/a/x")).containsExactly(1);
    }

    @Test
    void aFilterAsDeepAsAPacketAllowsIsFoundAndRemoved() {
        String deep = "a/".repeat(32_000) + "#";
        TopicTrie trie = new TopicTrie().add(deep, 7).add("+/".repeat(30_000) + "#", 8);
        assertThat(matches(trie.matcher(), "a/".repeat(32_000))).containsExactly(7, 8);
        assertThat(trie.remove(deep, 7)).isTrue();
        assertThat(matches(trie.matcher(), "a/".repeat(32_000))).containsExactly(8);
    }

    /// What stays is found in every look, whatever comes and goes beside it.
    @Test
    void aMatchSeesTheFiltersAsTheyWereAtOneMoment() throws Exception {
        TopicTrie trie = new TopicTrie().add("plant/+/t", 1).add("plant/a/t", 2).add("#", 3);
        AtomicBoolean changing = new AtomicBoolean(true);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        CountDownLatch looked = new CountDownLatch(1);
        Thread looker =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try {
                                        TopicTrie.Matcher matcher = trie.matcher();
                                        long looks = 0;
                                        while (changing.get() || looks == 0) {
                                            assertThat(matches(matcher, "plant/a/t"))
                                                    .contains(1, 2, 3)
                                                    .doesNotContain(99)
                                                    .doesNotHaveDuplicates();
                                            looks++;
                                            looked.countDown();
                                        }
                                    } catch (Throwable e) {
                                        failure.set(e);
                                        looked.countDown();
                                    }
                                });
        looked.await();
        for (int round = 0; round < 200; round++) {
            for (int i = 0; i < 200; i++) {
                trie.add("plant/a/t/" + i, 99).add("plant/+/t/" + i + "/#", 99);
                trie.add("plant/a/+", 100 + i);
            }
            for (int i = 0; i < 200; i++) {
                assertThat(trie.remove("plant/a/t/" + i, 99)).isTrue();
                assertThat(trie.remove("plant/+/t/" + i + "/#", 99)).isTrue();
                assertThat(trie.remove("plant/a/+", 100 + i)).isTrue();
            }
        }
        changing.set(false);
        looker.join();
        assertThat(failure.get()).isNull();
        assertThat(matches(trie.matcher(), "plant/a/t")).containsExactly(1, 2, 3);
    }

    /// Harm: garbage by the record on the dispatcher's thread.
    @Test
    void aMatchAllocatesNothing() {
        TopicTrie trie = new TopicTrie();
        List<String> topics = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            trie.add("plant/line-" + i % 10 + "/device-" + i, i);
            topics.add("plant/line-" + i % 10 + "/device-" + i);
        }
        trie.add("plant/+/device-7", 1_000).add("plant/#", 1_001);
        TopicTrie.Matcher matcher = trie.matcher();
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().threadId();
        long hits = 0;
        for (String topic : topics) {
            hits += matcher.match(topic);
        }
        long before = threads.getThreadAllocatedBytes(self);
        for (int i = 0; i < 1_000_000; i++) {
            hits += matcher.match(topics.get(i % 1_000));
        }
        long allocated = threads.getThreadAllocatedBytes(self) - before;
        assertThat(hits).isGreaterThan(2_000_000);
        assertThat(allocated / 1e6).as("bytes a match").isLessThan(0.1);
    }
}
