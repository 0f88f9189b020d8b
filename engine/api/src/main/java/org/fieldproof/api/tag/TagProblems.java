package org.fieldproof.api.tag;

import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.Problem.Place;
import org.jspecify.annotations.Nullable;

/// The problems of a file of tags, or of what instances make: as many as a person reads, and how
/// many more there are.
/// Confined to the reading thread.
final class TagProblems {
    static final String OVER_BYTES = "is larger than 32 MiB";

    private static final int LISTED_MAX = 1_000;

    private final String object;
    private final @Nullable Place whole;
    private final List<Problem> listed = new ArrayList<>();
    private @Nullable Problem last;
    private int unlisted;

    TagProblems(String file) {
        this("file " + file, new Place(file, 0, 0, ""));
    }

    private TagProblems(String object, @Nullable Place whole) {
        this.object = object;
        this.whole = whole;
    }

    /// Of the instances of a connection; that there are more is told where the last listed stands.
    static TagProblems ofInstances() {
        return new TagProblems("instances", null);
    }

    void add(Problem problem) {
        if (listed.size() < LISTED_MAX) {
            listed.add(problem);
        } else {
            unlisted++;
        }
    }

    /// Adds what ended the reading, which is listed in any case.
    void addLast(Problem problem) {
        last = problem;
    }

    /// How many there are, listed or not.
    int count() {
        return listed.size() + unlisted + (last == null ? 0 : 1);
    }

    /// Whether no more are listed: what they would say need not be found out.
    boolean isFull() {
        return listed.size() >= LISTED_MAX;
    }

    boolean isEmpty() {
        return count() == 0;
    }

    List<Problem> all() {
        List<Problem> all = new ArrayList<>(listed);
        if (unlisted > 0) {
            all.add(
                    Problem.error(
                                    "TAGS-0114",
                                    object,
                                    unlisted + " more problems are not listed.",
                                    "Mend those above first, then read it again.")
                            .at(whole == null ? listed.getLast().where() : whole));
        }
        if (last != null) {
            all.add(last);
        }
        return all;
    }

    /// What refuses a table that is too large.
    static TagRead.Refused tooLarge(String file, String how) {
        return tooLarge(file, how, "Split it, one table for each connection.");
    }

    /// The same of a template.
    static TagRead.Refused templateTooLarge(String file, String how) {
        return tooLarge(
                file,
                how,
                "Make several templates of it, or name fewer parameters: one base and sums such as"
                        + " {base+4}.");
    }

    private static TagRead.Refused tooLarge(String file, String how, String remedy) {
        return new TagRead.Refused(
                List.of(
                        Problem.error("TAGS-0102", "file " + file, "It " + how + ".", remedy)
                                .at(new Place(file, 0, 0, ""))));
    }
}
