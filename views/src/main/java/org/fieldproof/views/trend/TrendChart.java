package org.fieldproof.views.trend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fieldproof.views.bridge.Trends;

/// The courses that share an axis because they have the same unit, or the same name where no unit
/// is told. Needs no toolkit.
///
/// @param unit what stands at the axis
public record TrendChart(String unit, List<Line> lines) {

    public TrendChart {
        lines = List.copyOf(lines);
    }

    /// A course.
    ///
    /// @param ink which of the inks, so that it keeps its looks whatever else is shown
    /// @param ambiguous another connection has the same address, so the name tells its own
    public record Line(Trends.Pen pen, int ink, boolean ambiguous) {

        /// `press-01 · bar`, or `press-01 · bar (line-4)`.
        public String name() {
            String name = Line.name(pen.address(), pen.field());
            return ambiguous ? name + " (" + pen.connection() + ")" : name;
        }

        static String name(String address, String field) {
            String last = address.substring(address.lastIndexOf('/') + 1);
            String before = address.substring(0, Math.max(0, address.length() - last.length() - 1));
            String device = before.substring(before.lastIndexOf('/') + 1);
            String what = field.isEmpty() ? last : field;
            return device.isEmpty() ? what : device + " · " + what;
        }
    }

    /// One chart per unit, in the order in which the courses were chosen.
    public static List<TrendChart> of(List<Trends.Pen> pens) {
        Map<String, List<Line>> byUnit = new LinkedHashMap<>();
        for (int i = 0; i < pens.size(); i++) {
            Trends.Pen pen = pens.get(i);
            String last = pen.address().substring(pen.address().lastIndexOf('/') + 1);
            String unit =
                    !pen.unit().isEmpty() ? pen.unit() : pen.field().isEmpty() ? last : pen.field();
            byUnit.computeIfAbsent(unit, _ -> new ArrayList<>())
                    .add(new Line(pen, i, isAmbiguous(pen, pens)));
        }
        List<TrendChart> charts = new ArrayList<>();
        byUnit.forEach((unit, lines) -> charts.add(new TrendChart(unit, lines)));
        return charts;
    }

    private static boolean isAmbiguous(Trends.Pen pen, List<Trends.Pen> pens) {
        return pens.stream()
                .anyMatch(
                        other ->
                                other.address().equals(pen.address())
                                        && !other.connection().equals(pen.connection()));
    }
}
