package org.fieldproof.connector.mqtt.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.fieldproof.api.spi.ConnectorException;
import org.junit.jupiter.api.Test;

/// Topics and filters: the tree against the simple matcher, the simple matcher against the
/// standard's own examples.
final class TopicRulesTest {
    private static final String[] LEVELS = {"", "a", "b", "c", "$x"};

    @Test
    void theStandardsExamplesMatch() {
        assertThat(TopicRules.matches("sport/tennis/player1/#", "sport/tennis/player1")).isTrue();
        assertThat(TopicRules.matches("sport/tennis/player1/#", "sport/tennis/player1/a/b"))
                .isTrue();
        assertThat(TopicRules.matches("sport/#", "sport")).isTrue();
        assertThat(TopicRules.matches("sport/+", "sport")).isFalse();
        assertThat(TopicRules.matches("sport/+", "sport/")).isTrue();
        assertThat(TopicRules.matches("+/+", "/finance")).isTrue();
        assertThat(TopicRules.matches("/+", "/finance")).isTrue();
        assertThat(TopicRules.matches("+", "/finance")).isFalse();
        assertThat(TopicRules.matches("#", "$SYS/a")).isFalse();
        assertThat(TopicRules.matches("+/monitor/Clients", "$SYS/monitor/Clients")).isFalse();
        assertThat(TopicRules.matches("$SYS/#", "$SYS/a")).isTrue();
        assertThat(TopicRules.matches("sport", "sports")).isFalse();
        assertThat(TopicRules.matches("sports", "sport")).isFalse();
        assertThat(TopicRules.matches("sport/#", "sports")).isFalse();
    }

    @Test
    void theTreeAgreesWithTheMatcher() throws Exception {
        long seed = 20_261_120L;
        SplittableRandom random = new SplittableRandom(seed);
        ClientSession session = session();
        int matched = 0;
        for (int round = 0; round < 300; round++) {
            SubscriptionTree tree = new SubscriptionTree();
            List<String> filters = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                String filter = filter(random);
                if (TopicRules.faultOfFilter(filter).isEmpty() && !filters.contains(filter)) {
                    filters.add(filter);
                    tree.add(new Subscription(session, filter, 0, false, false, 0));
                }
            }
            if (!filters.isEmpty() && random.nextBoolean()) {
                String gone = filters.remove(random.nextInt(filters.size()));
                // One node holds one session's plain subscriptions, so this removes exactly it.
                assertThat(tree.remove(session, gone)).isTrue();
            }
            for (int i = 0; i < 40; i++) {
                String topic = topic(random);
                if (topic.isEmpty()) {
                    continue;
                }
                List<String> expected =
                        filters.stream()
                                .filter(f -> TopicRules.matches(f, topic))
                                .sorted()
                                .toList();
                List<String> found =
                        tree.match(topic).plain().stream()
                                .map(Subscription::filter)
                                .sorted()
                                .toList();
                assertThat(found).as("seed %d, topic '%s'", seed, topic).isEqualTo(expected);
                matched += found.size();
            }
        }
        assertThat(matched).as("control: the sample matches at all").isGreaterThan(1_000);
    }

    /// A filter that covers another one must match every topic that the other matches.
    @Test
    void aFilterThatCoversAnotherMatchesAllItsTopics() {
        long seed = 7L;
        SplittableRandom random = new SplittableRandom(seed);
        int covering = 0;
        for (int i = 0; i < 200_000; i++) {
            String wide = filter(random);
            String narrow = filter(random);
            String topic = topic(random);
            if (topic.isEmpty()
                    || !TopicRules.faultOfFilter(wide).isEmpty()
                    || !TopicRules.faultOfFilter(narrow).isEmpty()
                    || !TopicRules.covers(wide, narrow)) {
                continue;
            }
            covering++;
            if (TopicRules.matches(narrow, topic)) {
                assertThat(TopicRules.matches(wide, topic))
                        .as("seed %d: %s covers %s, topic %s", seed, wide, narrow, topic)
                        .isTrue();
            }
        }
        assertThat(covering).as("control").isGreaterThan(1_000);
        assertThat(TopicRules.covers("a/#", "a/b/+")).isTrue();
        assertThat(TopicRules.covers("a/#", "a")).isTrue();
        assertThat(TopicRules.covers("a/+", "a/#")).isFalse();
        assertThat(TopicRules.covers("a/b", "a/+")).isFalse();
        assertThat(TopicRules.covers("#", "$x/a")).isFalse();
    }

    /// A session that is never delivered to.
    private static ClientSession session() throws ConnectorException {
        FakeGateway gateway = new FakeGateway(Map.of());
        ListenerConfig config = ListenerConfig.of(gateway.config());
        AccessRules rules = new AccessRules(config, gateway.secrets());
        Broker broker =
                new Broker(config, gateway, rules, new DefaultEventLoop(), BrokerIngress::new);
        return new ClientSession("x", "anonymous", new Outbox(broker, "x"));
    }

    private static String filter(SplittableRandom random) {
        StringBuilder filter = new StringBuilder();
        int levels = 1 + random.nextInt(4);
        for (int i = 0; i < levels; i++) {
            int pick = random.nextInt(8);
            filter.append(i > 0 ? "/" : "")
                    .append(pick == 0 ? "+" : pick == 1 ? "#" : LEVELS[random.nextInt(5)]);
        }
        return filter.toString();
    }

    private static String topic(SplittableRandom random) {
        StringBuilder topic = new StringBuilder();
        int levels = 1 + random.nextInt(4);
        for (int i = 0; i < levels; i++) {
            topic.append(i > 0 ? "/" : "").append(LEVELS[random.nextInt(5)]);
        }
        return topic.toString();
    }
}
