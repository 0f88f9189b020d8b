package org.fieldproof.engine.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// A filter that matches too little loses records; one that matches too much sends them where
/// they must not go.
class TopicTrieTest {
    private static final String[] LEVELS = {
        "a", "b", "cc", "", "$SYS", "$a", "a+", "ü", "Aa", "BB"
    };

    private static Set<Integer> matches(TopicTrie trie, String topic) {
        List<Integer> found = new ArrayList<>();
        trie.match(topic, found::add);
        Set<Integer> set = new TreeSet<>(found);
        assertThat(found).as("each filter once").hasSameSizeAs(set);
        return set;
    }

    /// MQTT 3.1.1 section 4.7, written down as plainly as can be.
    private static boolean naive(String filter, String topic) {
        if (!topic.isEmpty()
                && topic.charAt(0) == '$'
                && (filter.startsWith("+") || filter.startsWith("#"))) {
            return false;
        }
        return naive(filter.split("/", -1), 0, topic.split("/", -1), 0);
    }

    private static boolean naive(String[] filter, int at, String[] topic, int level) {
        if (at == filter.length) {
            return level == topic.length;
        }
        if (filter[at].equals("#")) {
            return true;
        }
        return level < topic.length
                && (filter[at].equals("+") || filter[at].equals(topic[level]))
                && naive(filter, at + 1, topic, level + 1);
    }

    private static String topic(SplittableRandom random) {
        StringBuilder topic = new StringBuilder(LEVELS[random.nextInt(LEVELS.length)]);
        for (int i = random.nextInt(4); i > 0; i--) {
            topic.append('/').append(LEVELS[random.nextInt(LEVELS.length)]);
        }
        return topic.toString();
    }

    private static String filter(SplittableRandom random) {
        String[] levels = topic(random).split("/", -1);
        for (int i = 0; i < levels.length; i++) {
            if (levels[i].contains("+") || random.nextInt(4) == 0) {
                levels[i] = "+";
            }
        }
        if (random.nextInt(4) == 0) {
            levels[levels.length - 1] = "#";
        }
        String filter = String.join("/", levels);
        return filter.isEmpty() ? "#" : filter;
    }

    @Test
    void everyTopicMatchesExactlyTheFiltersThatTheStandardSays() {
        long seed = 20_261_120;
        SplittableRandom random = new SplittableRandom(seed);
        int compared = 0;
        int hits = 0;
        for (int round = 0; round < 400; round++) {
            List<String> filters = new ArrayList<>();
            TopicTrie trie = new TopicTrie();
            for (int i = 0; i < 30; i++) {
                filters.add(filter(random));
                trie.add(filters.get(i), i);
            }
            for (int i = 0; i < 30; i++) {
                String topic = topic(random);
                Set<Integer> expected = new TreeSet<>();
                for (int f = 0; f < filters.size(); f++) {
                    compared++;
                    if (naive(filters.get(f), topic)) {
                        expected.add(f);
                    }
                }
                hits += expected.size();
                assertThat(matches(trie, topic))
                        .as("topic %s, filters %s, seed %d", topic, filters, seed)
                        .isEqualTo(expected);
            }
        }
        assertThat(compared).isGreaterThan(300_000);
        assertThat(hits).as("control: the draw is not all misses").isGreaterThan(10_000);
    }

    @Test
    void aHashAlsoMatchesItsParentLevel() {
        TopicTrie trie = new TopicTrie().add("sport/#", 1);
        assertThat(matches(trie, "sport")).containsExactly(1);
        assertThat(matches(trie, "sport/")).containsExactly(1);
        assertThat(matches(trie, "sport/a/b")).containsExactly(1);
        assertThat(matches(trie, "sports")).isEmpty();
    }

    @Test
    void wildcardsAtTheStartDoNotMatchTopicsThatBeginWithADollar() {
        TopicTrie trie = new TopicTrie().add("#", 1).add("+/x", 2).add("$SYS/#", 3).add("a/+", 4);
        assertThat(matches(trie, "$SYS/x")).containsExactly(3);
        assertThat(matches(trie, "a/$x")).containsExactly(1, 4);
        assertThat(matches(trie, "/x")).containsExactly(1, 2);
    }

    @Test
    void textThatIsNoFilterIsRefused() {
        for (String wrong : List.of("", "a/b#", "a/#/b", "+a", "a+/b", "#/", "a\0")) {
            assertThat(TopicTrie.isFilter(wrong)).as(wrong).isFalse();
            assertThatThrownBy(() -> new TopicTrie().add(wrong, 0))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (String right : List.of("/", "+", "#", "a", "a/+/b", "+/+", "a/#", "//")) {
            assertThat(TopicTrie.isFilter(right)).as(right).isTrue();
        }
    }
}
