package org.fieldproof.views.control;

import java.util.function.Function;
import org.fieldproof.api.project.Problem;
import org.fieldproof.views.filter.FilterColumn;
import org.fieldproof.views.filter.Measure;
import org.fieldproof.views.filter.Sieve;
import org.fieldproof.views.i18n.Texts;

/// What problems are narrowed by, in every list of them.
public final class ProblemSieve {

    private ProblemSieve() {}

    /// For a list whose rows are about problems.
    ///
    /// @param problem that a row is about
    public static <R> Sieve<R> of(Texts texts, Function<R, Problem> problem) {
        Sieve<R> sieve = new Sieve<>();
        sieve.add(column(texts, "object", problem.andThen(Problem::object)));
        sieve.add(column(texts, "code", problem.andThen(Problem::code)));
        sieve.add(column(texts, "level", problem.andThen(each -> level(texts, each))));
        sieve.add(column(texts, "message", problem.andThen(Problem::message)));
        sieve.add(column(texts, "remedy", problem.andThen(Problem::remedy)));
        return sieve;
    }

    private static <R> FilterColumn<R> column(Texts texts, String key, Function<R, String> text) {
        return new FilterColumn<>(key, texts.get("shell.log." + key), Measure.WORDS, text);
    }

    private static String level(Texts texts, Problem problem) {
        return texts.get("shell.level." + problem.severity().name());
    }
}
