package org.fieldproof.api.value;

/// Text that a peer chose, made fit for messages and terminals: short, and without characters that
/// move the cursor, end the line or turn the reading direction.
public final class PrintableText {
    private static final int LENGTH_MAX = 80;

    private PrintableText() {}

    public static String of(String foreign) {
        return of(foreign, LENGTH_MAX);
    }

    /// With another bound.
    ///
    /// @param max most characters to show
    public static String of(String foreign, int max) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < foreign.length() && i < max; i++) {
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
        return foreign.length() > max ? safe.append('…').toString() : safe.toString();
    }
}
