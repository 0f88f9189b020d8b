package org.fieldproof.connector.mqtt.listener;

/// Text that a peer chose, made fit for messages: short, and without characters that move the
/// cursor, end the line or turn the reading direction.
final class PrintableText {
    private static final int LENGTH_MAX = 80;

    private PrintableText() {}

    static String of(String foreign) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < foreign.length() && i < LENGTH_MAX; i++) {
            char c = foreign.charAt(i);
            int type = Character.getType(c);
            boolean plain =
                    type != Character.CONTROL
                            && type != Character.FORMAT
                            && type != Character.LINE_SEPARATOR
                            && type != Character.PARAGRAPH_SEPARATOR
                            && type != Character.SURROGATE;
            safe.append(plain ? c : '\uFFFD');
        }
        return foreign.length() > LENGTH_MAX ? safe.append('…').toString() : safe.toString();
    }
}
