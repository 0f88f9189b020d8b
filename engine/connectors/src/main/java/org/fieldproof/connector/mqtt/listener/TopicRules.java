package org.fieldproof.connector.mqtt.listener;

/// Topic names and filters as MQTT 5 section 4.7 has them. Pure.
final class TopicRules {
    /// A filter with more levels than this is refused, so that walking the tree stays shallow.
    static final int FILTER_LEVELS_MAX = 128;

    private static final String SHARE_PREFIX = "$share/";

    private TopicRules() {}

    /// Why a name cannot be published to; empty where it can.
    static String faultOfName(String topic) {
        if (topic.isEmpty()) {
            return "the topic is empty";
        }
        for (int i = 0; i < topic.length(); i++) {
            char c = topic.charAt(i);
            if (c == '+' || c == '#') {
                return "the topic contains the wildcard " + c;
            }
            if (c == '\0') {
                return "the topic contains U+0000";
            }
        }
        if (topic.startsWith("$SYS/") || topic.startsWith(SHARE_PREFIX)) {
            return "the topic is reserved for brokers";
        }
        return "";
    }

    /// Why a filter (without `$share/group/`) cannot be subscribed to; empty where it can.
    static String faultOfFilter(String filter) {
        if (filter.isEmpty()) {
            return "the filter is empty";
        }
        int levels = 1;
        int last = filter.length() - 1;
        for (int i = 0; i <= last; i++) {
            char c = filter.charAt(i);
            if (c == '/') {
                levels++;
            } else if (c == '\0') {
                return "the filter contains U+0000";
            } else if (c == '#' && (i != last || !startsLevel(filter, i))) {
                return "# must be the last level, alone";
            } else if (c == '+' && !(startsLevel(filter, i) && endsLevel(filter, i))) {
                return "+ must be alone in its level";
            }
        }
        if (levels > FILTER_LEVELS_MAX) {
            return "the filter has " + levels + " levels (at most " + FILTER_LEVELS_MAX + ")";
        }
        return "";
    }

    private static boolean startsLevel(String filter, int at) {
        return at == 0 || filter.charAt(at - 1) == '/';
    }

    private static boolean endsLevel(String filter, int at) {
        return at == filter.length() - 1 || filter.charAt(at + 1) == '/';
    }

    static boolean isShared(String filter) {
        return filter.startsWith(SHARE_PREFIX);
    }

    /// The group of a shared filter, or "" where it is not well formed.
    static String groupOf(String shared) {
        int slash = shared.indexOf('/', SHARE_PREFIX.length());
        String group = slash < 0 ? "" : shared.substring(SHARE_PREFIX.length(), slash);
        return group.indexOf('+') >= 0 || group.indexOf('#') >= 0 ? "" : group;
    }

    /// The filter behind `$share/group/`.
    static String filterOf(String shared) {
        return shared.substring(shared.indexOf('/', SHARE_PREFIX.length()) + 1);
    }

    /// Whether a valid filter covers a valid name. Wildcards do not reach topics that begin with
    /// `$`.
    static boolean matches(String filter, String topic) {
        if (topic.charAt(0) == '$' && filter.charAt(0) != '$') {
            return false;
        }
        int f = 0;
        int t = 0;
        while (f < filter.length()) {
            char c = filter.charAt(f);
            if (c == '#') {
                return true;
            }
            if (c == '+') {
                int slash = topic.indexOf('/', t);
                t = slash < 0 ? topic.length() : slash;
                f++;
            } else if (t < topic.length() && topic.charAt(t) == c) {
                f++;
                t++;
            } else {
                // `sport/#` also covers `sport` itself.
                return t == topic.length() && f == filter.length() - 2 && filter.endsWith("/#");
            }
        }
        return t == topic.length();
    }

    /// Whether every topic that `narrow` can match is also matched by `wide`.
    static boolean covers(String wide, String narrow) {
        int w = 0;
        int n = 0;
        while (true) {
            String want = levelAt(wide, w);
            String have = levelAt(narrow, n);
            if (want.equals("#")) {
                return w > 0 || !narrow.startsWith("$");
            }
            if (have.equals("#") || (have.equals("+") && !want.equals("+"))) {
                return false;
            }
            if (!want.equals("+") && !want.equals(have)) {
                return false;
            }
            if (w == 0 && want.equals("+") && narrow.startsWith("$")) {
                return false;
            }
            w += want.length() + 1;
            n += have.length() + 1;
            boolean wideEnds = w > wide.length();
            boolean narrowEnds = n > narrow.length();
            if (wideEnds || narrowEnds) {
                return narrowEnds && (wideEnds || wide.substring(w).equals("#"));
            }
        }
    }

    private static String levelAt(String filter, int from) {
        int slash = filter.indexOf('/', from);
        return slash < 0 ? filter.substring(from) : filter.substring(from, slash);
    }
}
