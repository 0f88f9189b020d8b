package org.fieldproof.views.trend;

import java.util.List;

/// A stretch of time in the table of what charts show.
///
/// @param values one of each course: a number, or its least and its most
/// @param remark what happened meanwhile
record TrendRow(String id, String time, List<String> values, String remark) {
    TrendRow {
        values = List.copyOf(values);
    }

    String value(int course) {
        return course < values.size() ? values.get(course) : "";
    }
}
