package org.fieldproof.connector.mqtt.listener;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who wants which topics: a tree with one node per level of the filters. What matched a topic is
/// remembered until a subscription changes. Confined to the event loop.
final class SubscriptionTree {
    private static final int REMEMBERED_TOPICS_MAX = 8_192;

    private final Node root = new Node();
    private final Map<String, Matches> remembered = new HashMap<>();
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    /// Adds a subscription, in place of one with the same session and filter.
    void add(Subscription subscription) {
        remembered.clear();
        remove(subscription.session(), subscription.filter());
        String filter = subscription.filter();
        boolean shared = TopicRules.isShared(filter);
        Node node = root;
        for (String level : levels(shared ? TopicRules.filterOf(filter) : filter)) {
            node = node.children.computeIfAbsent(level, _ -> new Node());
        }
        if (shared) {
            String group = TopicRules.groupOf(filter);
            node.groups.computeIfAbsent(group, _ -> new Group()).members.add(subscription);
        } else {
            node.plain.add(subscription);
        }
        size++;
    }

    /// Removes a subscription; false where there was none.
    boolean remove(ClientSession session, String filter) {
        boolean shared = TopicRules.isShared(filter);
        List<String> levels = levels(shared ? TopicRules.filterOf(filter) : filter);
        List<Node> path = new ArrayList<>(levels.size() + 1);
        Node node = root;
        path.add(node);
        for (String level : levels) {
            Node next = node.children.get(level);
            if (next == null) {
                return false;
            }
            node = next;
            path.add(node);
        }
        if (!node.drop(session, shared ? TopicRules.groupOf(filter) : "")) {
            return false;
        }
        remembered.clear();
        size--;
        for (int i = levels.size(); i > 0 && path.get(i).isBare(); i--) {
            path.get(i - 1).children.remove(levels.get(i - 1));
        }
        return true;
    }

    /// Who gets a message with that topic.
    Matches match(String topic) {
        Matches known = remembered.get(topic);
        if (known != null) {
            return known;
        }
        Matches found = new Matches(new ArrayList<>(2), new ArrayList<>(0));
        collect(root, topic, 0, found);
        if (remembered.size() >= REMEMBERED_TOPICS_MAX) {
            remembered.clear();
        }
        remembered.put(topic, found);
        return found;
    }

    /// @param from where the next level begins; -1 behind the last one
    private static void collect(Node node, String topic, int from, Matches found) {
        boolean wildcardsReach = from != 0 || topic.charAt(0) != '$';
        Node rest = node.children.get("#");
        if (rest != null && wildcardsReach) {
            rest.addTo(found);
        }
        if (from < 0) {
            node.addTo(found);
            return;
        }
        int slash = topic.indexOf('/', from);
        String level = slash < 0 ? topic.substring(from) : topic.substring(from, slash);
        int next = slash < 0 ? -1 : slash + 1;
        Node exact = node.children.get(level);
        if (exact != null) {
            collect(exact, topic, next, found);
        }
        Node any = node.children.get("+");
        if (any != null && wildcardsReach) {
            collect(any, topic, next, found);
        }
    }

    private static List<String> levels(String filter) {
        List<String> levels = new ArrayList<>();
        int from = 0;
        for (int slash = filter.indexOf('/'); slash >= 0; slash = filter.indexOf('/', from)) {
            levels.add(filter.substring(from, slash));
            from = slash + 1;
        }
        levels.add(filter.substring(from));
        return levels;
    }

    /// What matched: subscriptions that each get a copy, and groups of which one member does.
    record Matches(List<Subscription> plain, List<Group> groups) {}

    /// The members of a shared subscription.
    static final class Group {
        private final List<Subscription> members = new ArrayList<>();
        private int turn;

        /// The member whose turn it is; members that are offline only get messages when all are.
        @Nullable Subscription next() {
            for (int i = 0; i < members.size(); i++) {
                turn = turn + 1 < members.size() ? turn + 1 : 0;
                Subscription candidate = members.get(turn);
                if (candidate.session().connected()) {
                    return candidate;
                }
            }
            return members.isEmpty() ? null : members.get(turn);
        }
    }

    private static final class Node {
        final Map<String, Node> children = new HashMap<>(4);
        final List<Subscription> plain = new ArrayList<>(1);
        final Map<String, Group> groups = new HashMap<>(1);

        void addTo(Matches found) {
            found.plain.addAll(plain);
            found.groups.addAll(groups.values());
        }

        boolean drop(ClientSession session, String group) {
            if (group.isEmpty()) {
                return plain.removeIf(one -> one.session() == session);
            }
            Group members = groups.get(group);
            if (members == null) {
                return false;
            }
            boolean dropped = members.members.removeIf(one -> one.session() == session);
            if (members.members.isEmpty()) {
                groups.remove(group);
            }
            members.turn = 0;
            return dropped;
        }

        boolean isBare() {
            return children.isEmpty() && plain.isEmpty() && groups.isEmpty();
        }
    }
}
