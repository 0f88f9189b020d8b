package org.fieldproof.views.live;

import java.util.List;

/// An MQTT topic filter, for values that are not asked of the engine any more. `+` stands for one
/// level, `#` for the rest.
///
/// @param levels from the left
record TopicFilter(List<String> levels) {

    /// @param text as it was typed; nothing is everything
    static TopicFilter of(String text) {
        String wanted = text.isBlank() ? "#" : text.strip();
        return new TopicFilter(List.of(wanted.split("/", -1)));
    }

    boolean fits(String address) {
        String[] topic = address.split("/", -1);
        for (int i = 0; i < levels.size(); i++) {
            String level = levels.get(i);
            if (level.equals("#")) {
                return true;
            }
            if (i == topic.length || (!level.equals("+") && !level.equals(topic[i]))) {
                return false;
            }
        }
        return levels.size() == topic.length;
    }
}
