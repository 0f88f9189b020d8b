package org.fieldproof.engine.project;

/// Whether what is published at a topic comes to who subscribes with a filter, by the rules of
/// MQTT 5, section 4.7. Pure.
enum TopicMeeting {
    /// Whatever stands in the places of the topic.
    SURE,
    /// That depends on what stands there.
    MAYBE,
    NEVER;

    /// The whole address of a record, and nothing else.
    static final String ADDRESS = "{topic}";

    private static final String SHARE = "$share/";

    /// Whether a subscription is one of several that share its messages (MQTT 5, section 4.8.2).
    static boolean isShared(String filter) {
        return filter.startsWith(SHARE);
    }

    /// @param topic with places such as `{device}`, each for one level or more
    /// @param filter of a subscription
    static TopicMeeting of(String topic, String filter) {
        if (isShared(filter)) {
            int group = filter.indexOf('/', SHARE.length());
            TopicMeeting alone = of(topic, filter.substring(group + 1));
            return alone == NEVER ? NEVER : MAYBE;
        }
        String[] levels = topic.split("/", -1);
        String[] wanted = filter.split("/", -1);
        if (topic.startsWith("$") && isWild(wanted[0])) {
            return NEVER;
        }
        boolean open = wanted[wanted.length - 1].equals("#");
        if (!open && wanted.length < levels.length) {
            return NEVER;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].equals("#")) {
                return SURE;
            }
            if (i == levels.length) {
                return NEVER;
            }
            int place = levels[i].indexOf('{');
            if (place >= 0) {
                boolean fits =
                        wanted[i].equals("+")
                                || wanted[i].startsWith(levels[i].substring(0, place));
                return fits ? MAYBE : NEVER;
            }
            if (!wanted[i].equals("+") && !wanted[i].equals(levels[i])) {
                return NEVER;
            }
        }
        return wanted.length == levels.length ? SURE : NEVER;
    }

    /// Whether there is a topic that both filters match.
    static boolean haveOneInCommon(String filter, String other) {
        String[] a = filter.split("/", -1);
        String[] b = other.split("/", -1);
        if ((isWild(a[0]) && b[0].startsWith("$")) || (isWild(b[0]) && a[0].startsWith("$"))) {
            return false;
        }
        for (int i = 0; i < Math.max(a.length, b.length); i++) {
            if ((i < a.length && a[i].equals("#")) || (i < b.length && b[i].equals("#"))) {
                return true;
            }
            if (i == a.length || i == b.length) {
                return false;
            }
            if (!a[i].equals("+") && !b[i].equals("+") && !a[i].equals(b[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWild(String level) {
        return level.equals("+") || level.equals("#");
    }
}
