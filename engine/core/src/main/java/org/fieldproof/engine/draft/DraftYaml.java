package org.fieldproof.engine.draft;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.fieldproof.api.draft.DraftValue;
import org.fieldproof.api.draft.DraftValue.Entry;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Item;
import org.fieldproof.api.draft.DraftValue.Items;
import org.fieldproof.api.draft.DraftValue.Remarks;
import org.fieldproof.api.draft.DraftValue.Style;
import org.fieldproof.api.draft.DraftValue.Text;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.comments.CommentType;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.CommentEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads YAML as a tree that remembers how it was written, comments included (DRAFT-3). Bounded;
/// aliases, tags and keys that are no words are refused, as the project reader refuses them.
final class DraftYaml {
    private static final int TEXT_MAX = 1 << 20;
    private static final int DEPTH_MAX = 32;
    private static final int NODES_MAX = 100_000;

    private final String[] lines;
    private final Iterator<Event> events;
    private final List<String> pending = new ArrayList<>();
    private @Nullable Event ahead;
    private String aside = "";
    private int nodes;

    /// A file as a tree.
    ///
    /// @param tail comment lines behind the last field
    record Read(Group root, List<String> tail) {}

    private DraftYaml(String text) {
        lines = text.split("\n", -1);
        LoadSettings settings =
                LoadSettings.builder().setParseComments(true).setCodePointLimit(TEXT_MAX).build();
        events = new Parse(settings).parseString(text).iterator();
    }

    /// The tree; empty if the text is not one group of fields.
    static Optional<Read> read(String given) {
        String text = given.replace("\r\n", "\n");
        if (text.length() > TEXT_MAX) {
            return Optional.empty();
        }
        try {
            return new DraftYaml(text.startsWith("\uFEFF") ? text.substring(1) : text).document();
        } catch (YamlEngineException | Unfit refused) {
            return Optional.empty();
        }
    }

    /// Something a project may not hold.
    private static final class Unfit extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unfit(String why) {
            super(why, null, false, false);
        }
    }

    private Optional<Read> document() {
        @Nullable DraftValue root = null;
        for (Event event = next(); event != null; event = next()) {
            if (event instanceof NodeEvent) {
                if (root != null) {
                    return Optional.empty();
                }
                root = value(event, 0);
            }
        }
        return root instanceof Group group
                ? Optional.of(new Read(group, List.copyOf(pending)))
                : Optional.empty();
    }

    /// The next event that is no comment; comments are put by on the way.
    private @Nullable Event next() {
        Event event = ahead;
        ahead = null;
        while (event == null && events.hasNext()) {
            event = events.next();
            if (event instanceof CommentEvent comment) {
                note(comment);
                event = null;
            }
        }
        return event;
    }

    private void note(CommentEvent comment) {
        if (comment.getCommentType() == CommentType.IN_LINE) {
            int line = comment.getStartMark().orElseThrow().getLine();
            int column = comment.getStartMark().orElseThrow().getColumn();
            String whole = lines[line];
            int start = whole.offsetByCodePoints(0, column);
            while (start > 0 && whole.charAt(start - 1) == ' ') {
                start--;
            }
            aside = whole.substring(start);
        } else if (comment.getCommentType() == CommentType.BLOCK) {
            pending.add("#" + comment.getValue());
        } else {
            pending.add("");
        }
    }

    /// Looks whether a comment in the same line follows.
    private String takeAside() {
        if (ahead == null) {
            ahead = next();
        }
        String taken = aside;
        aside = "";
        return taken;
    }

    private List<String> takePending() {
        List<String> taken = List.copyOf(pending);
        pending.clear();
        return taken;
    }

    private Event required() {
        Event event = next();
        if (event == null) {
            throw new Unfit("it ends too early");
        }
        return event;
    }

    private DraftValue value(Event event, int depth) {
        if (++nodes > NODES_MAX || depth > DEPTH_MAX) {
            throw new Unfit("it is too large");
        }
        return switch (event) {
            case ScalarEvent scalar when scalar.getTag().isEmpty() ->
                    new Text(scalar.getValue(), style(scalar));
            case MappingStartEvent start when start.getTag().isEmpty() -> group(start, depth);
            case SequenceStartEvent start when start.getTag().isEmpty() -> items(start, depth);
            default -> throw new Unfit("alias or tag");
        };
    }

    private static Style style(ScalarEvent scalar) {
        return switch (scalar.getScalarStyle()) {
            case PLAIN -> Style.PLAIN;
            case SINGLE_QUOTED -> Style.SINGLE_QUOTED;
            case LITERAL -> Style.LITERAL;
            default -> Style.DOUBLE_QUOTED;
        };
    }

    private static boolean flow(CollectionStartEvent start) {
        return start.getFlowStyle() == org.snakeyaml.engine.v2.common.FlowStyle.FLOW;
    }

    private Group group(MappingStartEvent start, int depth) {
        List<Entry> entries = new ArrayList<>();
        for (Event event = required();
                event.getEventId() != Event.ID.MappingEnd;
                event = required()) {
            if (!(event instanceof ScalarEvent key)) {
                throw new Unfit("a key that is no word");
            }
            List<String> before = takePending();
            Event first = required();
            String behindKey = takeAsideOf(first);
            DraftValue value = value(first, depth + 1);
            String behindValue = value instanceof Text || isFlow(value) ? takeAside() : "";
            entries.add(
                    new Entry(
                            key.getValue(),
                            value,
                            new Remarks(before, behindKey.isEmpty() ? behindValue : behindKey)));
        }
        return new Group(entries, flow(start));
    }

    /// A comment behind a key, before the block that is its value.
    private String takeAsideOf(Event first) {
        String taken = first instanceof CollectionStartEvent ? aside : "";
        aside = "";
        return taken;
    }

    private static boolean isFlow(DraftValue value) {
        return switch (value) {
            case Group group -> group.flow();
            case Items items -> items.flow();
            case Text _ -> true;
        };
    }

    private Items items(SequenceStartEvent start, int depth) {
        List<Item> items = new ArrayList<>();
        for (Event event = required();
                event.getEventId() != Event.ID.SequenceEnd;
                event = required()) {
            List<String> before = takePending();
            DraftValue value = value(event, depth + 1);
            String behind = value instanceof Text || isFlow(value) ? takeAside() : "";
            items.add(new Item(value, new Remarks(before, behind)));
        }
        return new Items(items, flow(start));
    }
}
