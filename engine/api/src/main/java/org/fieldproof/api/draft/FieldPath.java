package org.fieldproof.api.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Item;
import org.fieldproof.api.draft.DraftValue.Items;
import org.jspecify.annotations.Nullable;

/// A field inside a part, such as `tls.identity` or `devices[2].topic`; the empty path is the part.
public record FieldPath(List<String> steps) {
    public static final FieldPath PART = new FieldPath(List.of());

    private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[(\\d{1,6})]");

    public FieldPath {
        steps = List.copyOf(steps);
    }

    /// Reads a path as problems write it; text that is none gives the empty path.
    public static FieldPath of(String text) {
        List<String> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(text);
        while (matcher.find()) {
            steps.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
        }
        return new FieldPath(steps);
    }

    public FieldPath then(String step) {
        List<String> next = new ArrayList<>(steps);
        next.add(step);
        return new FieldPath(next);
    }

    public FieldPath then(int index) {
        return then(Integer.toString(index));
    }

    /// The path without its first steps.
    public FieldPath from(int first) {
        return new FieldPath(steps.subList(Math.min(first, steps.size()), steps.size()));
    }

    /// What stands there.
    public Optional<DraftValue> in(DraftValue value) {
        if (steps.isEmpty()) {
            return Optional.of(value);
        }
        return switch (value) {
            case Group group -> group.get(steps.getFirst()).flatMap(from(1)::in);
            case Items items -> {
                int index = index(items);
                yield index >= items.items().size()
                        ? Optional.empty()
                        : from(1).in(items.items().get(index).value());
            }
            case DraftValue.Text _ -> Optional.empty();
        };
    }

    /// The same value with something else there.
    ///
    /// @param next what to put there; null takes the field, or the list's item, away
    public DraftValue put(DraftValue value, @Nullable DraftValue next) {
        if (steps.isEmpty()) {
            return next == null ? value : next;
        }
        return switch (value) {
            case Items items -> putItem(items, next);
            case Group group -> putField(group, next);
            // A single value gives way to the group that is needed.
            case DraftValue.Text _ -> putField(Group.EMPTY, next);
        };
    }

    private DraftValue putField(Group group, @Nullable DraftValue next) {
        String key = steps.getFirst();
        if (steps.size() == 1) {
            return next == null ? group.without(key) : group.with(key, next);
        }
        boolean list = steps.get(1).matches("\\d+");
        DraftValue empty = list ? new Items(List.of(), false) : Group.EMPTY;
        return group.with(key, from(1).put(group.get(key).orElse(empty), next));
    }

    private DraftValue putItem(Items items, @Nullable DraftValue next) {
        List<Item> list = new ArrayList<>(items.items());
        int index = index(items);
        if (index > list.size() || (index == list.size() && next == null)) {
            return items;
        }
        if (steps.size() == 1 && next == null) {
            list.remove(index);
        } else if (index == list.size()) {
            list.add(Item.of(from(1).put(Group.EMPTY, next)));
        } else {
            Item was = list.get(index);
            list.set(index, new Item(from(1).put(was.value(), next), was.remarks()));
        }
        return new Items(list, items.flow());
    }

    private int index(Items items) {
        String step = steps.getFirst();
        return step.matches("\\d{1,6}") ? Integer.parseInt(step) : items.items().size();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (String step : steps) {
            if (step.matches("\\d+")) {
                text.append('[').append(step).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append(step);
            }
        }
        return text.toString();
    }
}
