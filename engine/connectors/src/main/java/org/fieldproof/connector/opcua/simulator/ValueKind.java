package org.fieldproof.connector.opcua.simulator;

import java.util.Arrays;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;

/// The types of value a simulated variable can have.
enum ValueKind {
    BOOLEAN("Boolean"),
    INT16("Int16"),
    UINT16("UInt16"),
    INT32("Int32"),
    UINT32("UInt32"),
    INT64("Int64"),
    FLOAT("Float"),
    DOUBLE("Double"),
    STRING("String"),
    DATE_TIME("DateTime"),
    DOUBLE_ARRAY("DoubleArray");

    private static final int ARRAY_LENGTH = 8;

    private final String title;

    ValueKind(String title) {
        this.title = title;
    }

    static String[] names() {
        return Arrays.stream(values()).map(kind -> kind.title).toArray(String[]::new);
    }

    static ValueKind of(String title) {
        return Arrays.stream(values())
                .filter(kind -> kind.title.equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("type: " + title));
    }

    NodeId dataType() {
        return switch (this) {
            case BOOLEAN -> NodeIds.Boolean;
            case INT16 -> NodeIds.Int16;
            case UINT16 -> NodeIds.UInt16;
            case INT32 -> NodeIds.Int32;
            case UINT32 -> NodeIds.UInt32;
            case INT64 -> NodeIds.Int64;
            case FLOAT -> NodeIds.Float;
            case DOUBLE, DOUBLE_ARRAY -> NodeIds.Double;
            case STRING -> NodeIds.String;
            case DATE_TIME -> NodeIds.DateTime;
        };
    }

    boolean isArray() {
        return this == DOUBLE_ARRAY;
    }

    /// A number as a value of this type; whole numbers wrap around.
    Object of(double number, DateTime now) {
        return switch (this) {
            case BOOLEAN -> number >= 0.5;
            case INT16 -> (short) (long) number;
            case UINT16 -> Unsigned.ushort((int) ((long) number & 0xFFFF));
            case INT32 -> (int) (long) number;
            case UINT32 -> Unsigned.uint((long) number & 0xFFFF_FFFFL);
            case INT64 -> (long) number;
            case FLOAT -> (float) number;
            case DOUBLE -> number;
            case STRING -> "value " + (long) number;
            case DATE_TIME -> now;
            case DOUBLE_ARRAY -> array(number);
        };
    }

    private static Double[] array(double number) {
        Double[] array = new Double[ARRAY_LENGTH];
        for (int i = 0; i < array.length; i++) {
            array[i] = number + i;
        }
        return array;
    }
}
