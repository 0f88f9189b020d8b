package org.fieldproof.connector.fieldbus.poll;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Which tags are read when: one group for each interval, at fixed points in time, so that a slow
/// reading does not shift all that follow. A reading that is late is not made up for. Confined to
/// the source's thread.
public final class PollSchedule<P> {
    private final List<Group<P>> groups = new ArrayList<>();

    /// Tags of one interval.
    static final class Group<P> {
        final long intervalNanos;
        final List<PolledTag<P>> tags = new ArrayList<>();
        long nextNanos;
        long missed;

        Group(long intervalNanos) {
            this.intervalNanos = intervalNanos;
        }
    }

    public PollSchedule(List<PolledTag<P>> tags, long nowNanos) {
        Map<Long, Group<P>> byInterval = new TreeMap<>();
        for (PolledTag<P> tag : tags) {
            byInterval.computeIfAbsent(tag.intervalNanos(), Group::new).tags.add(tag);
        }
        groups.addAll(byInterval.values());
        groups.forEach(group -> group.nextNanos = nowNanos);
    }

    /// The group that is due first.
    Group<P> next() {
        Group<P> first = groups.getFirst();
        for (Group<P> group : groups) {
            if (group.nextNanos - first.nextNanos < 0) {
                first = group;
            }
        }
        return first;
    }

    /// The group was read; its next time is the next point in its rhythm that is not over.
    void done(Group<P> group, long nowNanos) {
        group.nextNanos += group.intervalNanos;
        long behind = nowNanos - group.nextNanos;
        if (behind > 0) {
            long skipped = behind / group.intervalNanos + 1;
            group.missed += skipped;
            group.nextNanos += skipped * group.intervalNanos;
        }
    }

    /// Readings that fell out because the one before took too long.
    long missed() {
        return groups.stream().mapToLong(group -> group.missed).sum();
    }
}
