package org.fieldproof.api.tag;

import java.util.ArrayList;
import java.util.List;

/// Reads a JSON array of flat objects, with the place of each member. Nothing else of JSON: no
/// nesting, so nothing to limit but the size.
final class JsonScan {
    private final String text;
    private int at;
    private int line = 1;
    private int lineStart;

    /// A member of an object; an empty object is one member without a name.
    ///
    /// @param object its number from 0
    /// @param text a string's content, or the number or literal as written
    record Member(int object, String name, String text, int line, int column) {}

    /// What was expected instead.
    static final class Fault extends Exception {
        private static final long serialVersionUID = 1L;
        private final int line;
        private final int column;

        Fault(String expected, int line, int column) {
            super(expected);
            this.line = line;
            this.column = column;
        }

        int line() {
            return line;
        }

        int column() {
            return column;
        }
    }

    JsonScan(String text) {
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    List<Member> members() throws Fault {
        List<Member> members = new ArrayList<>();
        expect('[');
        int object = 0;
        if (!take(']')) {
            do {
                object(object, members);
                object++;
            } while (take(','));
            expect(']');
        }
        blank();
        if (at < text.length()) {
            throw fault("the end of the file");
        }
        return members;
    }

    private void object(int object, List<Member> members) throws Fault {
        expect('{');
        if (take('}')) {
            members.add(new Member(object, "", "", line, at - lineStart));
            return;
        }
        do {
            blank();
            int column = at - lineStart + 1;
            int nameLine = line;
            String name = string();
            expect(':');
            blank();
            String value = at < text.length() && text.charAt(at) == '"' ? string() : word();
            members.add(new Member(object, name, value, nameLine, column));
        } while (take(','));
        expect('}');
    }

    private String string() throws Fault {
        if (at >= text.length() || text.charAt(at) != '"') {
            throw fault("a text in double quotes");
        }
        at++;
        StringBuilder out = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c < 0x20) {
                throw fault("an escape in place of the control character");
            }
            out.append(c == '\\' ? escaped() : c);
        }
        if (at >= text.length()) {
            throw fault("a closing quote");
        }
        at++;
        return out.toString();
    }

    private char escaped() throws Fault {
        if (at >= text.length()) {
            throw fault("an escaped character");
        }
        char c = text.charAt(at++);
        if (c == 'u'
                && text.substring(at, Math.min(at + 4, text.length())).matches("\\p{XDigit}{4}")) {
            at += 4;
            return (char) Integer.parseInt(text.substring(at - 4, at), 16);
        }
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> throw fault("an escape that JSON knows");
        };
    }

    private String word() throws Fault {
        int from = at;
        while (at < text.length() && ",]}[{\": \t\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(from, at);
        if (word.isEmpty()) {
            throw fault("a text, a number, true or false");
        }
        return word.equals("null") ? "" : word;
    }

    private void expect(char c) throws Fault {
        if (!take(c)) {
            throw fault(String.valueOf(c));
        }
    }

    private boolean take(char c) {
        blank();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void blank() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            if (text.charAt(at) == '\n') {
                line++;
                lineStart = at + 1;
            }
            at++;
        }
    }

    private Fault fault(String expected) {
        return new Fault(expected, line, at - lineStart + 1);
    }
}
