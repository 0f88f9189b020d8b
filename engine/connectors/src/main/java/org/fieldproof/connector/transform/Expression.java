package org.fieldproof.connector.transform;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import org.fieldproof.api.record.FieldRecord;

/// An expression in CEL, the Common Expression Language: no statements, no assignment, no
/// recursion, no way out; regular expressions are RE2's, in linear time. What it may use is
/// bounded (XF-3).
///
/// Immutable; any thread.
final class Expression {
    private static final int TEXT_CHARS_MAX = 10_000;
    private static final int DEPTH_MAX = 60;
    private static final int NODES_MAX = 5_000;
    private static final int ITERATIONS_MAX = 10_000;
    private static final int REGEX_PROGRAM_MAX = 5_000;

    private static final CelOptions OPTIONS =
            CelOptions.current()
                    .maxExpressionCodePointSize(TEXT_CHARS_MAX)
                    .maxParseRecursionDepth(DEPTH_MAX)
                    .maxParseExpressionNodeCount(NODES_MAX)
                    .maxParseErrorRecoveryLimit(5)
                    .comprehensionMaxIterations(ITERATIONS_MAX)
                    .maxRegexProgramSize(REGEX_PROGRAM_MAX)
                    .enableHeterogeneousNumericComparisons(true)
                    .build();
    private static final Cel CEL =
            CelFactory.legacyCelBuilder()
                    .setOptions(OPTIONS)
                    .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                    .addVar("payload", SimpleType.DYN)
                    .addVar("value", SimpleType.DYN)
                    .addVar("text", SimpleType.STRING)
                    .addVar("bytes", SimpleType.INT)
                    .addVar("address", SimpleType.STRING)
                    .addVar("device", SimpleType.STRING)
                    .addVar("connection", SimpleType.STRING)
                    .addVar("quality", SimpleType.STRING)
                    .addVar("seq", SimpleType.INT)
                    .addVar("qos", SimpleType.INT)
                    .addVar("retained", SimpleType.BOOL)
                    .addVar("sourceTimeMs", SimpleType.INT)
                    .addVar("acceptTimeMs", SimpleType.INT)
                    .addVar("properties", MapType.create(SimpleType.STRING, SimpleType.STRING))
                    .build();

    private final String text;
    private final CelRuntime.Program program;

    private Expression(String text, CelRuntime.Program program) {
        this.text = text;
        this.program = program;
    }

    /// Reads an expression.
    ///
    /// @throws IllegalArgumentException with the fault in words
    static Expression of(String text) {
        try {
            CelAbstractSyntaxTree tree = CEL.compile(text).getAst();
            return new Expression(text, CEL.createProgram(tree));
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalArgumentException(ExpressionWords.of(e), e);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("it is nested too deeply", e);
        } catch (RuntimeException e) {
            // The parser throws some of its limits unwrapped.
            throw new IllegalArgumentException(ExpressionWords.of(e), e);
        }
    }

    /// Its value for a record.
    Object valueFor(FieldRecord record, Budget budget) throws Unfit {
        budget.beginExpression();
        RecordVariables variables = new RecordVariables(record);
        try {
            Object value = program.trace(variables, budget);
            check(budget, variables);
            return value;
        } catch (CelEvaluationException | RuntimeException e) {
            check(budget, variables);
            throw new Unfit(
                    "XFRM-0211",
                    "The expression fails for this record: " + ExpressionWords.of(e) + ".",
                    "Guard it, such as with has(payload.x) ? … : …, or look at the record.");
        } catch (StackOverflowError e) {
            throw new Unfit(
                    "XFRM-0212",
                    "The expression was ended: it is nested too deeply.",
                    "Make it simpler.");
        }
    }

    private static void check(Budget budget, RecordVariables variables) throws Unfit {
        if (!budget.exceeded().isEmpty()) {
            throw budget.unfit("The expression");
        }
        Unfit unread = variables.unread();
        if (unread != null) {
            throw unread;
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
