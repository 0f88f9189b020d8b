package org.fieldproof.connector.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.DefaultDialectRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.KeywordType;
import com.networknt.schema.regex.RegularExpression;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// One check of a payload that ends when its budget is used up: each keyword at each place of the
/// payload is a step, and what takes long by itself counts its own. Confined to one thread.
final class BoundedValidation extends ExecutionContext {
    /// Beyond it a division, or a number that is written out, would have so many digits.
    private static final int EXPONENT_MAX = 1_000;

    private final Budget budget;

    BoundedValidation(Schema schema, Budget budget) {
        super(configOf(schema));
        this.budget = budget;
    }

    private static ExecutionConfig configOf(Schema schema) {
        return schema.createExecutionContext().getExecutionConfig();
    }

    /// Reads schemas whose checks end with the budget.
    static SchemaRegistry registry(Budget budget) {
        SchemaRegistryConfig config =
                SchemaRegistryConfig.builder()
                        .regularExpressionFactory(regex -> linear(regex, budget))
                        .build();
        List<Dialect> dialects =
                Stream.of(
                                Dialects.getDraft4(),
                                Dialects.getDraft6(),
                                Dialects.getDraft7(),
                                Dialects.getDraft201909(),
                                Dialects.getDraft202012(),
                                Dialects.getOpenApi30(),
                                Dialects.getOpenApi31())
                        .map(each -> bounded(each, budget))
                        .toList();
        return SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder ->
                        builder.dialectRegistry(new DefaultDialectRegistry(dialects))
                                .schemaRegistryConfig(config)
                                .schemaLoader(loader -> loader.fetchRemoteResources(false)));
    }

    private static Dialect bounded(Dialect dialect, Budget budget) {
        return Dialect.builder(dialect)
                .keyword(
                        new CheckedKeyword(
                                KeywordType.UNIQUE_ITEMS, items -> compareAll(items, budget)))
                .build();
    }

    @Override
    public void evaluationPathAddLast(String keyword) {
        budget.step();
        super.evaluationPathAddLast(keyword);
    }

    @Override
    public void addError(Error error) {
        budget.step();
        super.addError(error);
    }

    /// Numbers can be made that fall on one hash, and then each is compared with all others.
    private static void compareAll(JsonNode items, Budget budget) {
        Set<JsonNode> seen = new HashSet<>();
        for (JsonNode item : items) {
            budget.step();
            if (!seen.add(item)) {
                // It becomes an error of its own.
                budget.step();
            }
        }
    }

    /// Refuses a schema or payload with a number of many digits, wherever it stands: the library
    /// writes numbers out, or divides them, under more keywords than one.
    ///
    /// @throws IllegalArgumentException if there is one
    static void requirePlainNumbers(JsonNode node) {
        // What fits into a long has few digits, and most numbers do.
        if (node.isNumber() && !node.isInt() && !node.isLong()) {
            BigDecimal number = node.decimalValue();
            long exponent = (long) number.precision() - number.scale();
            if (Math.max(Math.abs(exponent), Math.abs((long) number.scale())) > EXPONENT_MAX) {
                throw new IllegalArgumentException(
                        "a number beyond 1e" + EXPONENT_MAX + " is not checked");
            }
        }
        for (JsonNode child : node) {
            requirePlainNumbers(child);
        }
    }

    private static RegularExpression linear(String regex, Budget budget) {
        Pattern pattern;
        try {
            pattern = Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "the pattern " + regex + " is not RE2's: " + e.getMessage(), e);
        }
        return text -> {
            budget.step();
            return pattern.matcher(new Counted(text, budget)).find();
        };
    }

    /// A text whose reading counts: in linear time, a pattern of many states still takes long for
    /// a text of many characters.
    private static final class Counted implements CharSequence {
        private final String text;
        private final Budget budget;

        Counted(String text, Budget budget) {
            this.text = text;
            this.budget = budget;
        }

        @Override
        public char charAt(int index) {
            budget.read();
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
