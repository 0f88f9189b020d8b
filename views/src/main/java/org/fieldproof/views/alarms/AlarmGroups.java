package org.fieldproof.views.alarms;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fieldproof.api.snapshot.AlarmSnapshot;
import org.fieldproof.api.snapshot.AlarmSnapshot.State;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.control.RowArrangement;
import org.fieldproof.views.control.StateText;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.plant.Locations;

/// Alarms by their root, as long as there is a flood: nobody reads them one by one then. Needs no
/// toolkit; owned by the FX thread.
final class AlarmGroups implements RowArrangement<AlarmRow> {

    /// So many alarms within so long are a flood (ISA-18.2).
    private static final int FLOOD = 10;

    private static final Duration FLOOD_WITHIN = Duration.ofMinutes(10);

    /// It is over with fewer than these: one that comes and goes does not turn the list over.
    private static final int FLOOD_END = 5;

    private static final int CAUSES_NAMED_MAX = 3;
    private static final String GROUP = "group/";

    private final Desk desk;
    private final Moment present = new Moment();

    /// Of the seconds that are looked back at; what is opened there stays shut in the present.
    private Moment past = new Moment();

    private Moment shown = present;

    /// How alarms stand.
    private static final class Moment {
        private final Set<String> open = new HashSet<>();
        private AlarmCauses causes = AlarmCauses.NONE;
        private boolean flood;
    }

    AlarmGroups(Desk desk) {
        this.desk = desk;
    }

    /// Sees whether there is a flood, and what stands where. What is seen of the past says nothing
    /// of the present.
    ///
    /// @param back whether the picture is one that is looked back at
    /// @return whether there was no flood before
    boolean follow(GatewaySnapshot picture, boolean back) {
        if (!back) {
            past = new Moment();
        }
        shown = back ? past : present;
        boolean before = shown.flood;
        shown.causes = AlarmCauses.of(picture);
        List<Instant> times =
                picture.alarms().stream()
                        .filter(AlarmGroups::isLoud)
                        .map(AlarmSnapshot::since)
                        .sorted()
                        .toList();
        shown.flood = before ? times.size() >= FLOOD_END : isFlood(times);
        if (!shown.flood) {
            shown.open.clear();
        }
        return shown.flood && !before;
    }

    /// Whether what it follows is looked back at.
    boolean isBack() {
        return shown == past;
    }

    private static boolean isFlood(List<Instant> times) {
        for (int i = FLOOD - 1; i < times.size(); i++) {
            Instant first = times.get(i - FLOOD + 1);
            if (!times.get(i).isAfter(first.plus(FLOOD_WITHIN))) {
                return true;
            }
        }
        return false;
    }

    /// Whether anybody is asked to look at it.
    private static boolean isLoud(AlarmSnapshot alarm) {
        return alarm.state() != State.SHELVED && alarm.state() != State.SUPPRESSED;
    }

    boolean isFlood() {
        return shown.flood;
    }

    /// Whether a flood is still to be told of: the list may stand as it was while somebody points
    /// at it, and most of what it shows be over.
    boolean tellsFlood(Collection<AlarmSnapshot> alarms) {
        return shown.flood && alarms.stream().filter(AlarmGroups::isLoud).count() >= FLOOD_END;
    }

    /// Opens what a row is in.
    void open(AlarmRow row) {
        shown.open.add(shown.causes.rootOf(row.object()));
    }

    void close(AlarmRow row) {
        shown.open.remove(shown.causes.rootOf(row.object()));
    }

    /// The id of the row that stands for it, there or not.
    String groupOf(AlarmRow row) {
        return GROUP + shown.causes.rootOf(row.object());
    }

    @Override
    public boolean isTop(AlarmRow row) {
        return !row.inside();
    }

    @Override
    public List<AlarmRow> arranged(List<AlarmRow> rows) {
        if (!shown.flood) {
            return rows;
        }
        Map<String, List<AlarmRow>> byRoot = new LinkedHashMap<>();
        for (AlarmRow row : rows) {
            byRoot.computeIfAbsent(shown.causes.rootOf(row.object()), _ -> new ArrayList<>())
                    .add(row);
        }
        List<AlarmRow> arranged = new ArrayList<>();
        byRoot.forEach(
                (root, alarms) -> {
                    if (alarms.size() == 1) {
                        arranged.add(alarms.getFirst());
                        return;
                    }
                    arranged.add(group(root, alarms));
                    if (shown.open.contains(root)) {
                        alarms.forEach(alarm -> arranged.add(alarm.below()));
                    }
                });
        return arranged;
    }

    private AlarmRow group(String root, List<AlarmRow> alarms) {
        StateText priority =
                alarms.stream()
                        .map(AlarmRow::priority)
                        .min(
                                Comparator.comparing((StateText each) -> each.mark() == Mark.OFF)
                                        .thenComparing(StateText::words))
                        .orElseThrow();
        int fresh = (int) alarms.stream().filter(AlarmRow::acknowledgeable).count();
        // What the root says of itself, if it does.
        AlarmRow own =
                alarms.stream()
                        .filter(alarm -> alarm.object().equals(root))
                        .findFirst()
                        .orElse(alarms.getFirst());
        AlarmRow first = Collections.min(alarms, Comparator.comparing(AlarmRow::raised));
        Optional<AlarmCauses.Trouble> trouble = shown.causes.troubleOf(root);
        int quiet = (int) alarms.stream().filter(AlarmRow::quiet).count();
        int loud = alarms.size() - quiet;
        boolean said = own.object().equals(root);
        return new AlarmRow(
                GROUP + root,
                said ? own.code() : "",
                priority,
                quiet == 0
                        ? desk.text("alarms.group.state", loud, fresh)
                        : desk.text("alarms.group.quiet", loud, fresh, quiet),
                root,
                trouble.map(
                                of ->
                                        said
                                                ? desk.text("alarms.group.cause", own.condition())
                                                : desk.text("alarms.group." + of.name(), root))
                        .orElseGet(() -> desk.text("alarms.group.concern")),
                said ? own.consequence() : "",
                said ? own.action() : desk.text("alarms.group.action"),
                first.since(),
                first.raised(),
                "",
                fresh > 0,
                alarms.stream().map(AlarmRow::location).reduce(Locations::common).orElse(""),
                "",
                "",
                new AlarmRow.Group(alarms, shown.open.contains(root)),
                false);
    }

    /// One sentence over a flood.
    String banner(Collection<AlarmSnapshot> alarms) {
        Map<String, Integer> concerned = new LinkedHashMap<>();
        alarms.stream()
                .filter(AlarmGroups::isLoud)
                .forEach(
                        alarm ->
                                concerned.merge(
                                        shown.causes.rootOf(alarm.object()), 1, Integer::sum));
        int all = concerned.values().stream().mapToInt(Integer::intValue).sum();
        List<Map.Entry<String, Integer>> many =
                concerned.entrySet().stream()
                        .filter(each -> each.getValue() > 1)
                        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                        .toList();
        List<Map.Entry<String, Integer>> why =
                many.stream()
                        .filter(each -> shown.causes.troubleOf(each.getKey()).isPresent())
                        .toList();
        if (why.isEmpty()) {
            return many.isEmpty()
                    ? desk.text("alarms.head.scattered", all)
                    : desk.text(
                            "alarms.head.flood",
                            all,
                            many.getFirst().getValue(),
                            many.getFirst().getKey());
        }
        int explained = why.stream().mapToInt(Map.Entry::getValue).sum();
        String names =
                why.stream()
                        .limit(CAUSES_NAMED_MAX)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.joining(", "));
        String named =
                why.size() > CAUSES_NAMED_MAX
                        ? desk.text("alarms.head.more", names, why.size() - CAUSES_NAMED_MAX)
                        : names;
        String causesNamed =
                why.size() == 1
                        ? desk.text("alarms.head.cause", named)
                        : desk.text("alarms.head.causes", why.size(), named);
        return explained == all
                ? desk.text("alarms.head.explained", all, causesNamed)
                : desk.text("alarms.head.partly", all, explained, causesNamed);
    }
}
