package org.fieldproof.views.help;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// One page of help.
///
/// @param id such as `buffers`, `problem/MQTT-0104`, `part/connections/mqtt`, `actions/view`
public record HelpPage(String id, String title, List<HelpBlock> blocks) {
    public HelpPage {
        blocks = List.copyOf(blocks);
    }

    /// Everything that is written on it, for searching.
    String text() {
        return blocks.stream()
                .map(HelpBlock::text)
                .collect(Collectors.joining("\n", title + "\n", ""));
    }

    /// How well it fits what somebody looks for; 0 if it does not.
    int score(String wanted) {
        String name = title.toLowerCase(Locale.ROOT);
        if (name.startsWith(wanted)) {
            return 100;
        }
        if (name.contains(wanted)) {
            return 60;
        }
        return text().toLowerCase(Locale.ROOT).contains(wanted) ? 20 : 0;
    }
}
