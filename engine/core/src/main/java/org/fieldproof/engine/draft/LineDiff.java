package org.fieldproof.engine.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.fieldproof.api.draft.FileDiff;
import org.fieldproof.api.draft.FileDiff.Line;
import org.fieldproof.api.draft.FileDiff.Side;

/// What differs between two revisions' texts, with some lines around each difference. Pure.
final class LineDiff {
    private static final int AROUND = 3;
    /// Beyond so many cells the middle is told as taken out and put in.
    private static final long CELLS_MAX = 4_000_000;

    private LineDiff() {}

    /// Files that differ, in the order of their names.
    static List<FileDiff> between(Map<String, String> was, Map<String, String> is) {
        TreeSet<String> names = new TreeSet<>(was.keySet());
        names.addAll(is.keySet());
        List<FileDiff> files = new ArrayList<>();
        for (String name : names) {
            String before = was.getOrDefault(name, "");
            String after = is.getOrDefault(name, "");
            if (!Objects.equals(before, after)) {
                files.add(new FileDiff(name, shorten(lines(before, after))));
            }
        }
        return files;
    }

    private static List<Line> lines(String was, String is) {
        List<String> a = was.lines().toList();
        List<String> b = is.lines().toList();
        int head = 0;
        while (head < a.size() && head < b.size() && a.get(head).equals(b.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < a.size() - head
                && tail < b.size() - head
                && a.get(a.size() - 1 - tail).equals(b.get(b.size() - 1 - tail))) {
            tail++;
        }
        List<Line> lines = new ArrayList<>();
        add(lines, Side.SAME, a.subList(0, head));
        middle(a.subList(head, a.size() - tail), b.subList(head, b.size() - tail), lines);
        add(lines, Side.SAME, a.subList(a.size() - tail, a.size()));
        return lines;
    }

    private static void middle(List<String> a, List<String> b, List<Line> into) {
        if ((long) a.size() * b.size() > CELLS_MAX) {
            add(into, Side.REMOVED, a);
            add(into, Side.ADDED, b);
            return;
        }
        int[][] common = new int[a.size() + 1][b.size() + 1];
        for (int i = a.size() - 1; i >= 0; i--) {
            for (int j = b.size() - 1; j >= 0; j--) {
                common[i][j] =
                        a.get(i).equals(b.get(j))
                                ? common[i + 1][j + 1] + 1
                                : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        while (i < a.size() || j < b.size()) {
            if (i < a.size() && j < b.size() && a.get(i).equals(b.get(j))) {
                into.add(new Line(Side.SAME, a.get(i)));
                i++;
                j++;
            } else if (j == b.size() || (i < a.size() && common[i + 1][j] >= common[i][j + 1])) {
                into.add(new Line(Side.REMOVED, a.get(i++)));
            } else {
                into.add(new Line(Side.ADDED, b.get(j++)));
            }
        }
    }

    private static void add(List<Line> into, Side side, List<String> texts) {
        texts.forEach(text -> into.add(new Line(side, text)));
    }

    private static List<Line> shorten(List<Line> all) {
        boolean[] near = new boolean[all.size()];
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).side() != Side.SAME) {
                for (int k = Math.max(0, i - AROUND);
                        k < Math.min(all.size(), i + AROUND + 1);
                        k++) {
                    near[k] = true;
                }
            }
        }
        List<Line> shown = new ArrayList<>();
        int skipped = 0;
        for (int i = 0; i < all.size(); i++) {
            if (near[i]) {
                skip(shown, skipped);
                skipped = 0;
                shown.add(all.get(i));
            } else {
                skipped++;
            }
        }
        skip(shown, skipped);
        return shown;
    }

    private static void skip(List<Line> shown, int lines) {
        if (lines > 0) {
            shown.add(new Line(Side.SKIPPED, Integer.toString(lines)));
        }
    }
}
