package org.fieldproof.connector.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordType;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import java.util.function.Consumer;

/// A keyword of JSON Schema before which the payload is looked at, since the library does its work
/// in one piece.
///
/// @param check throws where the keyword's work would take too much; asked of the schema's own
///     value as well
record CheckedKeyword(KeywordType type, Consumer<JsonNode> check) implements Keyword {

    @Override
    public String getValue() {
        return type.getValue();
    }

    @Override
    public KeywordValidator newValidator(
            SchemaLocation location, JsonNode value, Schema parent, SchemaContext context) {
        check.accept(value);
        return new Checked(type.newValidator(location, value, parent, context), check);
    }

    private record Checked(KeywordValidator validator, Consumer<JsonNode> check)
            implements KeywordValidator {

        @Override
        public void validate(
                ExecutionContext execution, JsonNode node, JsonNode root, NodePath place) {
            check.accept(node);
            validator.validate(execution, node, root, place);
        }

        @Override
        public String getKeyword() {
            return validator.getKeyword();
        }

        @Override
        public SchemaLocation getSchemaLocation() {
            return validator.getSchemaLocation();
        }
    }
}
