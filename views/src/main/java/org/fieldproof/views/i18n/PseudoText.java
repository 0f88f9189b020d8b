package org.fieldproof.views.i18n;

/// Makes a text of another, nobody's, language: accents on the letters, a third longer, in
/// brackets. What a screen cuts off or was never translated shows at once. Stateless.
final class PseudoText {

    private static final String PLAIN = "AaCcDdEeGgHhIiJjKkLlNnOoRrSsTtUuWwYyZz";
    private static final String ACCENTED = "ÅåÇçĐđÉéĜĝĤĥÎîĴĵĶķĻļÑñÖöŔŕŠšŢţÛûŴŵÝýŽž";
    private static final double LONGER = 0.35;
    private static final int WORD = 6;

    private PseudoText() {}

    /// @param text may hold places (`{0}`, `<<shell.log>>`), which are left as they are
    static String of(String text) {
        StringBuilder out = new StringBuilder("[");
        int depth = 0;
        int letters = 0;
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            depth += opens(text, i) ? 1 : closes(text, i) ? -1 : 0;
            int at = depth == 0 ? PLAIN.indexOf(each) : -1;
            out.append(at < 0 ? each : ACCENTED.charAt(at));
            letters += depth == 0 ? 1 : 0;
        }
        for (int i = 0; i < Math.ceil(letters * LONGER); i++) {
            out.append(i % WORD == 0 ? " ~" : "~");
        }
        return out.append(']').toString();
    }

    private static boolean opens(String text, int at) {
        return text.charAt(at) == '{' || text.startsWith("<<", at);
    }

    private static boolean closes(String text, int at) {
        return text.charAt(at) == '}' || text.startsWith(">>", at);
    }
}
