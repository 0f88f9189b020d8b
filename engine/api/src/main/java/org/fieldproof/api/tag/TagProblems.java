package org.fieldproof.api.tag;

import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.Problem.Place;

/// The problems of a file of tags: as many as a person reads, and how many more there are.
/// Confined to the reading thread.
final class TagProblems {
    private static final int LISTED_MAX = 1_000;

    private final String file;
    private final List<Problem> listed = new ArrayList<>();
    private int unlisted;

    TagProblems(String file) {
        this.file = file;
    }

    void add(Problem problem) {
        if (listed.size() < LISTED_MAX) {
            listed.add(problem);
        } else {
            unlisted++;
        }
    }

    boolean isEmpty() {
        return listed.isEmpty();
    }

    List<Problem> all() {
        List<Problem> all = new ArrayList<>(listed);
        if (unlisted > 0) {
            all.add(
                    Problem.error(
                                    "TAGS-0114",
                                    "file " + file,
                                    unlisted + " more problems are not listed.",
                                    "Mend those above first, then read it again.")
                            .at(new Place(file, 0, 0, "")));
        }
        return all;
    }

    /// What refuses a file that is too large.
    static TagRead.Refused tooLarge(String file, String how) {
        return new TagRead.Refused(
                List.of(
                        Problem.error(
                                        "TAGS-0102",
                                        "file " + file,
                                        "It " + how + ".",
                                        "Split it, one table for each connection.")
                                .at(new Place(file, 0, 0, ""))));
    }
}
