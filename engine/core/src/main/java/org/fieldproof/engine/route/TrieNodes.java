package org.fieldproof.engine.route;

import java.util.Arrays;

/// What the inner nodes of a [TopicTrie] hold besides edges: the values of filters that end there,
/// and of those that end with `#` behind. Lists of values are chains through one array.
final class TrieNodes {
    static final int ROOT = 0;

    // Three numbers a node: head of the ending filters' chain, head of the `#` filters' chain, and
    // how many edges go out. A freed node's first number is the next free one.
    private static final int WIDTH = 3;
    private static final int REST_OFFSET = 1;
    private static final int EDGES_OFFSET = 2;

    private int[] nodes = new int[8 * WIDTH];
    private int used = 1;
    private int freeNode;

    // Two numbers a link: value, next link. Link 0 is none.
    private int[] links = new int[16];
    private int usedLinks = 1;
    private int freeLink;

    int[] nodes() {
        return nodes;
    }

    int[] links() {
        return links;
    }

    /// Head of a node's chain; 0 for none.
    static int head(int[] nodes, int node, boolean rest) {
        return nodes[node * WIDTH + (rest ? REST_OFFSET : 0)];
    }

    static int value(int[] links, int link) {
        return links[2 * link];
    }

    static int next(int[] links, int link) {
        return links[2 * link + 1];
    }

    /// Nodes and links in use or on the lists of free ones, which is the most there ever were.
    int count() {
        return used + usedLinks;
    }

    int make() {
        int node = freeNode;
        if (node != 0) {
            freeNode = nodes[node * WIDTH];
        } else {
            node = used++;
            if (used * WIDTH > nodes.length) {
                nodes = Arrays.copyOf(nodes, grown(nodes.length));
            }
        }
        Arrays.fill(nodes, node * WIDTH, (node + 1) * WIDTH, 0);
        return node;
    }

    void free(int node) {
        nodes[node * WIDTH] = freeNode;
        freeNode = node;
    }

    /// Changes how many edges go out of a node; gives how many there are now.
    int edges(int node, int change) {
        return nodes[node * WIDTH + EDGES_OFFSET] += change;
    }

    void add(int node, boolean rest, int value) {
        int link = freeLink;
        if (link != 0) {
            freeLink = links[2 * link + 1];
        } else {
            link = usedLinks++;
            if (2 * usedLinks > links.length) {
                links = Arrays.copyOf(links, grown(links.length));
            }
        }
        int head = node * WIDTH + (rest ? REST_OFFSET : 0);
        links[2 * link] = value;
        links[2 * link + 1] = nodes[head];
        nodes[head] = link;
    }

    /// Removes one value from a chain; false if it is not there.
    boolean remove(int node, boolean rest, int value) {
        int head = node * WIDTH + (rest ? REST_OFFSET : 0);
        int before = 0;
        for (int link = nodes[head]; link != 0; link = links[2 * link + 1]) {
            if (links[2 * link] == value) {
                int next = links[2 * link + 1];
                if (before == 0) {
                    nodes[head] = next;
                } else {
                    links[2 * before + 1] = next;
                }
                links[2 * link + 1] = freeLink;
                freeLink = link;
                return true;
            }
            before = link;
        }
        return false;
    }

    /// Half as much again, in whole nodes and links.
    private static int grown(int length) {
        return length + Math.max(12, length / 2 / 12 * 12);
    }
}
