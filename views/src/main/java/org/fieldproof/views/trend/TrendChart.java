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
    public record Line(Trends.Pen pen, int ink) {

        /// `press-01 · bar`.
        public String name() {
            return Line.name(pen.address(), pen.field());
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
            byUnit.computeIfAbsent(unit, _ -> new ArrayList<>()).add(new Line(pen, i));
        }
        List<TrendChart> charts = new ArrayList<>();
        byUnit.forEach((unit, lines) -> charts.add(new TrendChart(unit, lines)));
        return charts;
    }
}
