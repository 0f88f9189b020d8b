package org.fieldproof.app.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.fieldproof.api.draft.DraftValue;
import org.fieldproof.engine.draft.DraftFiles;
import org.fieldproof.engine.secret.Redactor;
import org.fieldproof.engine.secret.Redactor.Redacted;
import org.fieldproof.engine.secret.SecretStore;

/// Knows the secrets that a bundle must not hold: those that were resolved, those in the secrets
/// folder and the environment whether anybody has asked for them or not, and those that somebody
/// has written in clear into the project. Masks each wherever it stands, and what has the name of a
/// secret. Confined to one thread.
final class SupportMasking implements Masking {
    private static final String VARIABLE = "FIELDPROOF_SECRET_";
    private static final int SECRET_BYTES_MAX = 64 * 1024;
    private static final int SECRETS_MAX = 1_000;
    private static final Pattern FIELD =
            Pattern.compile(
                    "^(\\s*(?:[#-]\\s*)*)([\"']?[A-Za-z0-9_-]+[\"']?)(\\s*:)(?:\\s+(.*))?$");

    private final Redactor redactor;

    private final int unread;

    private SupportMasking(Redactor redactor, int unread) {
        this.redactor = redactor;
        this.unread = unread;
    }

    @Override
    public int unread() {
        return unread;
    }

    /// @param yaml the project's files
    static SupportMasking of(SupportSources from, Map<String, String> yaml) {
        Redactor known = from.redactor().copy();
        from.environment().entrySet().stream()
                .filter(each -> each.getKey().startsWith(VARIABLE))
                .forEach(each -> known.remember(each.getValue().toCharArray()));
        int unread =
                from.dataDirectory().map(data -> stored(data.resolve("secrets"), known)).orElse(0);
        for (String text : yaml.values()) {
            known.rememberUrlsOf(text);
            DraftFiles.fragment(text).ifPresent(group -> written(group, known));
        }
        return new SupportMasking(known, unread);
    }

    /// How many could not be read: what they hold is not known.
    private static int stored(Path folder, Redactor into) {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        int unread = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.limit(SECRETS_MAX).toList()) {
                unread += learned(file, into) ? 0 : 1;
            }
        } catch (IOException | UncheckedIOException unreadable) {
            unread++;
        }
        return unread;
    }

    private static boolean learned(Path file, Redactor into) {
        try {
            boolean isValue = SecretStore.isReference(SecretStore.PREFIX + file.getFileName());
            if (!isValue || Files.isDirectory(file)) {
                return true;
            }
            if (Files.size(file) > SECRET_BYTES_MAX) {
                return false;
            }
            String value = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            into.remember(value.strip().toCharArray());
            return true;
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static void written(DraftValue value, Redactor into) {
        switch (value) {
            case DraftValue.Group group -> {
                for (DraftValue.Entry entry : group.entries()) {
                    if (Redactor.isSecretName(entry.key())) {
                        everyText(entry.value(), into);
                    } else {
                        written(entry.value(), into);
                    }
                }
            }
            case DraftValue.Items items ->
                    items.items().forEach(item -> written(item.value(), into));
            case DraftValue.Text text -> into.rememberUrlsOf(text.text());
        }
    }

    private static void everyText(DraftValue value, Redactor into) {
        switch (value) {
            case DraftValue.Group group ->
                    group.entries().forEach(entry -> everyText(entry.value(), into));
            case DraftValue.Items items ->
                    items.items().forEach(item -> everyText(item.value(), into));
            case DraftValue.Text text -> {
                if (!SecretStore.isReference(text.text()) && !text.text().matches("true|false")) {
                    // A block ends with a line feed that nobody else writes.
                    into.remember(text.text().strip().toCharArray());
                }
            }
        }
    }

    @Override
    public Redacted mask(String file, String text) {
        if (!file.endsWith(".yaml")) {
            return redactor.examine(text);
        }
        SortedMap<String, Integer> masked = new TreeMap<>();
        String fields = fields(text, masked);
        Redacted rest = redactor.examine(fields);
        rest.masked().forEach((kind, count) -> masked.merge(kind, count, Integer::sum));
        return new Redacted(rest.text(), masked);
    }

    /// A YAML text without the values of fields that have the name of a secret, also where a value
    /// goes on over lines, and where the text is none that a parser understands.
    private static String fields(String text, SortedMap<String, Integer> masked) {
        StringBuilder clean = new StringBuilder();
        Optional<Hidden> hidden = Optional.empty();
        List<String> lines = List.of(text.split("\n", -1));
        for (int at = 0; at < lines.size(); at++) {
            String line = lines.get(at);
            if (hidden.isPresent() && hidden.get().covers(lines, at)) {
                continue;
            }
            hidden = Optional.empty();
            Matcher field = FIELD.matcher(line);
            if (field.matches() && Redactor.isSecretName(field.group(2))) {
                String value = field.group(4) == null ? "" : field.group(4).strip();
                if (!SecretStore.isReference(value.replaceAll("[\"']|\\s+#.*$", ""))) {
                    masked.merge("field of a secret's name", 1, Integer::sum);
                    String before = field.group(1);
                    clean.append(before).append(field.group(2)).append(": ");
                    clean.append(Redactor.MASK).append('\n');
                    hidden =
                            Optional.of(
                                    new Hidden(
                                            before.length(),
                                            before.contains("#"),
                                            value.isEmpty()
                                                    || "#!&".indexOf(value.charAt(0)) >= 0));
                    continue;
                }
            }
            clean.append(line).append('\n');
        }
        return clean.substring(0, Math.max(0, clean.length() - 1));
    }

    /// What belongs to the field of a secret's name, below its line.
    ///
    /// @param column where the name stands
    /// @param remark whether the field is part of a remark, as one that was switched off is
    /// @param items whether its value may be a list, which may begin below the name itself
    private record Hidden(int column, boolean remark, boolean items) {

        /// A remark ends no value that goes on behind it, whatever its indent is.
        boolean covers(List<String> lines, int at) {
            int next = at;
            while (!remark && next < lines.size() - 1 && isRemark(lines.get(next))) {
                next++;
                while (next < lines.size() - 1 && lines.get(next).isBlank()) {
                    next++;
                }
            }
            String behind = lines.get(next);
            return covers(lines.get(at)) || (!behind.isBlank() && covers(behind));
        }

        private static boolean isRemark(String line) {
            return line.stripLeading().startsWith("#");
        }

        private boolean covers(String line) {
            if (remark && !isRemark(line) && !line.isBlank()) {
                return false;
            }
            int indent = indent(line, remark ? "# \t" : " \t");
            return indent == line.length()
                    || indent > column
                    || (items && indent == column && line.charAt(indent) == '-');
        }

        private static int indent(String line, String of) {
            int at = 0;
            while (at < line.length() && of.indexOf(line.charAt(at)) >= 0) {
                at++;
            }
            return at;
        }
    }
}
