package org.fieldproof.views.alarms;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.snapshot.AlarmSnapshot;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.views.control.Fact;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.control.StateText;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.plant.Locations;
import org.jspecify.annotations.Nullable;

/// Alarms by priority, then age. Needs no toolkit.
final class AlarmsViewModel {

    private final Desk desk;
    private final Figures figures;
    private final AlarmGroups groups;
    private Locations locations = Locations.NONE;

    AlarmsViewModel(Desk desk) {
        this.desk = desk;
        figures = desk.figures();
        groups = new AlarmGroups(desk);
    }

    List<AlarmRow> rows(List<AlarmSnapshot> alarms, Instant now) {
        return alarms.stream()
                .sorted(
                        Comparator.comparing(AlarmSnapshot::priority)
                                .thenComparing(AlarmSnapshot::since)
                                .thenComparing(AlarmSnapshot::id))
                .map(alarm -> row(alarm, now))
                .toList();
    }

    /// Sees where what the alarms are about stands now: a device gets its place with a record.
    void locate(GatewaySnapshot picture) {
        List<String> objects = picture.alarms().stream().map(AlarmSnapshot::object).toList();
        locations = Locations.of(picture, objects);
    }

    private AlarmRow row(AlarmSnapshot alarm, Instant now) {
        boolean quiet =
                alarm.state() == AlarmSnapshot.State.SUPPRESSED
                        || alarm.state() == AlarmSnapshot.State.SHELVED;
        Mark mark =
                quiet
                        ? Mark.OFF
                        : switch (alarm.priority()) {
                            case P1 -> Mark.URGENT;
                            case P2 -> Mark.HIGH;
                            case P3 -> Mark.LOW;
                            case P4 -> Mark.NOTE;
                        };
        AlarmSnapshot.@Nullable Shelf shelf = alarm.shelf();
        String until = shelf == null ? "" : figures.hourMinute(shelf.until(), now);
        String state = desk.text("alarms.state." + alarm.state().name());
        return new AlarmRow(
                alarm.id(),
                alarm.id().substring(0, (alarm.id() + "/").indexOf('/')),
                new StateText(mark, alarm.priority().name()),
                until.isEmpty() ? state : desk.text("alarms.state.until", state, until),
                alarm.object(),
                alarm.condition(),
                alarm.consequence(),
                alarm.action(),
                figures.time(alarm.since(), now),
                alarm.since(),
                alarm.expectedBy().isEmpty()
                        ? ""
                        : desk.text("alarms.expected.by", alarm.expectedBy()),
                alarm.state() == AlarmSnapshot.State.UNACK
                        || alarm.state() == AlarmSnapshot.State.RTN_UNACK,
                locations.of(alarm.object()),
                until,
                shelf == null ? "" : shelf.reason(),
                null,
                false);
    }

    /// Everything about the chosen alarm, or what this place is for.
    List<Fact> facts(Optional<AlarmRow> chosen) {
        if (chosen.isEmpty()) {
            return List.of(
                    new Fact.Section(desk.text("alarms.section.about")),
                    new Fact.Prose(desk.text("alarms.about"), true));
        }
        AlarmRow row = chosen.get();
        return row.group() == null ? alone(row) : together(row, row.alarms());
    }

    private List<Fact> together(AlarmRow row, List<AlarmRow> alarms) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact.Heading(row.object()));
        facts.add(
                new Fact.State(
                        new StateText(
                                row.priority().mark(),
                                row.priority().words() + " \u00b7 " + row.state())));
        facts.add(new Fact.Prose(row.condition(), false));
        facts.add(new Fact.Section(desk.text("alarms.section.group")));
        Map<String, Integer> ranks = new TreeMap<>();
        alarms.forEach(alarm -> ranks.merge(alarm.priority().words(), 1, Integer::sum));
        ranks.forEach((rank, count) -> facts.add(new Fact.Pair(rank, figures.count(count), false)));
        facts.add(new Fact.Prose(desk.text("alarms.group.about"), true));
        if (!row.consequence().isEmpty()) {
            facts.add(new Fact.Section(desk.text("alarms.section.consequence")));
            facts.add(new Fact.Prose(row.consequence(), false));
        }
        facts.add(new Fact.Section(desk.text("alarms.section.action")));
        facts.add(new Fact.Prose(row.action(), false));
        facts.add(new Fact.Pair(desk.text("alarms.column.since"), row.since(), false));
        return facts;
    }

    private List<Fact> alone(AlarmRow row) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact.Heading(row.object()));
        facts.add(
                new Fact.State(
                        new StateText(
                                row.priority().mark(),
                                row.priority().words() + " \u00b7 " + row.state())));
        if (!row.expectedBy().isEmpty()) {
            facts.add(new Fact.Prose(row.expectedBy(), true));
        }
        if (row.shelved()) {
            facts.add(new Fact.Section(desk.text("alarms.section.shelf")));
            facts.add(
                    new Fact.Pair(
                            desk.text("alarms.shelf.until"),
                            row.shelvedUntil() + " " + desk.texts().keyed("<<zone>>"),
                            false));
            facts.add(new Fact.Pair(desk.text("alarms.shelf.reason"), row.shelvedFor(), false));
        }
        facts.add(new Fact.Section(desk.text("alarms.section.condition")));
        facts.add(new Fact.Prose(row.condition(), false));
        facts.add(new Fact.Section(desk.text("alarms.section.consequence")));
        facts.add(new Fact.Prose(row.consequence(), false));
        facts.add(new Fact.Section(desk.text("alarms.section.action")));
        facts.add(new Fact.Prose(row.action(), false));
        facts.add(new Fact.Pair(desk.text("alarms.column.since"), row.since(), false));
        facts.add(new Fact.Pair(desk.text("alarms.column.code"), row.code(), false));
        if (!row.location().isEmpty()) {
            facts.add(new Fact.Pair(desk.text("alarms.column.location"), row.location(), false));
        }
        return facts;
    }

    /// How the rows are shown, and what is open of them.
    AlarmGroups groups() {
        return groups;
    }

    /// One sentence over the list.
    String headline(List<AlarmSnapshot> alarms) {
        if (groups.tellsFlood(alarms)) {
            return groups.banner(alarms);
        }
        long active =
                alarms.stream()
                        .map(AlarmSnapshot::state)
                        .filter(
                                state ->
                                        state == AlarmSnapshot.State.UNACK
                                                || state == AlarmSnapshot.State.ACK)
                        .count();
        return active == 0
                ? desk.text("alarms.head.none")
                : desk.text("alarms.head.active", active);
    }

    /// Whether the audit trail can be trusted.
    StateText chain(Outcome.AuditRead audit) {
        return audit.intact()
                ? new StateText(Mark.RUN, desk.text("alarms.audit.intact"))
                : new StateText(
                        Mark.URGENT,
                        desk.text("alarms.audit.broken", figures.count(audit.brokenAt())));
    }
}
