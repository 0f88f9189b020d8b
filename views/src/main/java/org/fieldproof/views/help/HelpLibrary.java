package org.fieldproof.views.help;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fieldproof.api.draft.PartType;
import org.fieldproof.api.draft.TransformType;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.views.action.Action;
import org.fieldproof.views.control.FilterBar;
import org.fieldproof.views.i18n.Texts;
import org.fieldproof.views.place.HelpTopic;
import org.fieldproof.views.place.PerspectiveId;
import org.fieldproof.views.writing.WritePanel;

/// All pages of help. What is written by hand comes in the console's language; what comes from
/// the gateway (problem codes, fields) is English everywhere. FX thread or tests.
public final class HelpLibrary {

    /// The page for whoever has no project open.
    public static final String START = "start";

    /// Before the id of an action, where a link does something.
    static final String ACT = "act/";

    private static final String ACTIONS = "actions";
    private static final String KEYS = "keys";
    private static final String SUPPORT = "support";
    private static final String TIME = "time";
    private static final String TRANSFORMS = "transforms";
    private static final int FOUND_MAX = 40;
    private static final Pattern CODE_ROW =
            Pattern.compile("^\\| ([A-Z0-9]+-\\d{4}) \\| (.*?) \\| (.*?) \\|$");

    private final Texts texts;
    private final Supplier<List<Action>> actions;
    private final Supplier<List<PartType>> types;
    private final Supplier<List<TransformType>> transforms;
    private final Map<String, HelpPage> written = new LinkedHashMap<>();
    private List<String> groups;

    public HelpLibrary(
            Texts texts,
            Supplier<List<Action>> actions,
            Supplier<List<PartType>> types,
            Supplier<List<TransformType>> transforms) {
        this.transforms = transforms;
        this.texts = texts;
        this.actions = actions;
        this.types = types;
        groups = lines(ACTIONS);
        read();
    }

    /// Reads all pages anew: what they say of keys is as of now.
    public void read() {
        keep(HelpText.page(START, lines(START)));
        for (PerspectiveId id : PerspectiveId.values()) {
            keep(HelpText.page(id.key(), lines(id.key())));
        }
        keep(HelpText.page(FilterBar.HELP, lines(FilterBar.HELP)));
        keep(HelpText.page(KEYS, lines(KEYS)));
        keep(HelpText.page(SUPPORT, lines(SUPPORT)));
        keep(HelpText.page(TIME, lines(TIME)));
        keep(HelpText.page(TRANSFORMS, lines(TRANSFORMS)));
        keep(HelpText.page(WritePanel.HELP, lines(WritePanel.HELP)));
        groups = lines(ACTIONS);
        keep(HelpText.page(ACTIONS, groups.subList(0, 2)));
        problems().forEach(this::keep);
    }

    public Optional<HelpPage> page(String id) {
        HelpPage known = written.get(id);
        return known != null
                ? Optional.of(known)
                : made().stream().filter(page -> page.id().equals(id)).findFirst();
    }

    /// Every page there is.
    public List<HelpPage> pages() {
        List<HelpPage> pages = new ArrayList<>(written.values());
        pages.addAll(made());
        return pages;
    }

    /// What is made from what the console can do now.
    private List<HelpPage> made() {
        List<HelpPage> pages = groups();
        for (PartType type : types.get()) {
            String name = type.type().isEmpty() ? type.section().kind() : type.type();
            pages.add(part(HelpTopic.part(type), name, type.title(), type.schema()));
        }
        for (TransformType type : transforms.get()) {
            HelpTopic topic = HelpTopic.transform(type.type());
            pages.add(part(topic, type.type(), type.title(), type.schema()));
        }
        return pages;
    }

    /// What somebody may look for, best first.
    public List<HelpPage> search(String words) {
        String wanted = words.strip().toLowerCase(java.util.Locale.ROOT);
        if (wanted.isEmpty()) {
            return List.of();
        }
        return pages().stream()
                .filter(page -> page.score(wanted) > 0)
                .sorted(Comparator.comparingInt((HelpPage page) -> page.score(wanted)).reversed())
                .limit(FOUND_MAX)
                .toList();
    }

    private void keep(HelpPage page) {
        written.put(page.id(), page);
    }

    /// A page for each group of actions: what they have in common, then each with its key.
    private List<HelpPage> groups() {
        List<HelpPage> pages = new ArrayList<>();
        for (int i = 0; i + 1 < groups.size(); i++) {
            if (groups.get(i).startsWith("## ")) {
                pages.add(group(groups.get(i).substring(3), groups.get(i + 1)));
            }
        }
        return pages;
    }

    private HelpPage group(String key, String about) {
        String category = texts.get("shell.category." + key);
        List<HelpBlock> blocks = new ArrayList<>();
        blocks.add(HelpBlock.prose(about));
        for (Action action : actions.get()) {
            if (action.category().equals(category)) {
                String keys = action.keysText(texts);
                blocks.add(
                        HelpBlock.item(
                                "**"
                                        + action.label()
                                        + "**"
                                        + (keys.isEmpty() ? "" : " `" + keys + "`")));
            }
        }
        return new HelpPage(ACTIONS + "/" + key, category, blocks);
    }

    private HelpPage part(HelpTopic topic, String name, String title, ConfigSchema schema) {
        List<HelpBlock> blocks = new ArrayList<>();
        blocks.add(HelpBlock.prose(title));
        blocks.add(HelpBlock.heading(texts.get("help.part.fields")));
        fields(schema.fields(), "", blocks);
        return new HelpPage(topic.page(), name, blocks);
    }

    private void fields(List<ConfigSchema.Field> fields, String prefix, List<HelpBlock> into) {
        for (ConfigSchema.Field field : fields) {
            String name = prefix + field.name();
            StringBuilder line = new StringBuilder("**" + name + "**");
            line.append(field.required() ? " (" + texts.get("help.part.required") + ")" : "");
            line.append(": ").append(field.help());
            if (!field.choices().isEmpty()) {
                line.append(" ").append(texts.get("help.part.choices"));
                field.choices().forEach(choice -> line.append(" `").append(choice).append("`"));
                line.append(".");
            }
            if (!field.defaultValue().isEmpty()) {
                line.append(" ").append(texts.get("help.part.otherwise"));
                line.append(" `").append(field.defaultValue()).append("`.");
            }
            into.add(HelpBlock.item(line.toString()).about(name));
            fields(field.fields(), name + ".", into);
        }
    }

    private List<HelpPage> problems() {
        List<HelpPage> pages = new ArrayList<>();
        for (String line : read("problems.md")) {
            Matcher row = CODE_ROW.matcher(line);
            if (row.matches()) {
                pages.add(
                        new HelpPage(
                                HelpTopic.problem(row.group(1)).page(),
                                row.group(1),
                                List.of(
                                        HelpBlock.heading(texts.get("help.problem.cause")),
                                        HelpBlock.prose(row.group(2)),
                                        HelpBlock.heading(texts.get("help.problem.remedy")),
                                        HelpBlock.prose(row.group(3)))));
            }
        }
        return pages;
    }

    private List<String> lines(String page) {
        String language = texts.locale().getLanguage();
        List<String> own = read(language + "/" + page + ".md");
        return (own.isEmpty() ? read("en/" + page + ".md") : own)
                .stream().map(texts::keyed).toList();
    }

    private static List<String> read(String file) {
        try (InputStream in = HelpLibrary.class.getResourceAsStream(file)) {
            if (in == null) {
                return List.of();
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
