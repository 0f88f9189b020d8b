package org.fieldproof.api.tag;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.Problem.Place;

/// Reads and writes the JSON form of tags. Used once.
final class JsonTags {
    private final String file;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    JsonTags(String file) {
        this.file = file;
    }

    TagRead read(byte[] bytes) {
        List<JsonScan.Member> members;
        if (bytes.length > TagTable.FILE_BYTES_MAX) {
            return new TagRead.Refused(
                    List.of(
                            Problem.error(
                                            "TAGS-0102",
                                            "file " + file,
                                            "It is larger than 32 MiB.",
                                            "Split it, one table for each connection.")
                                    .at(new Place(file, 0, 0, ""))));
        }
        try {
            members = new JsonScan(new String(bytes, StandardCharsets.UTF_8)).members();
        } catch (JsonScan.Fault fault) {
            return new TagRead.Refused(
                    List.of(
                            Problem.error(
                                            "TAGS-0112",
                                            "file " + file,
                                            "It is no JSON list of tags: expected is "
                                                    + fault.getMessage()
                                                    + ".",
                                            "Correct that place; a tag is an object such as"
                                                    + " {\"name\":\"p\",\"address\":\"40001\"}.")
                                    .at(new Place(file, fault.line(), fault.column(), ""))));
        }
        List<TagDefinition> tags = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= members.size(); i++) {
            if (i == members.size() || members.get(i).object() != members.get(from).object()) {
                tag(members.subList(from, i)).ifPresent(tags::add);
                from = i;
            }
        }
        TagTable table = TagTable.of(tags);
        return problems.isEmpty()
                ? new TagRead.Complete(table)
                : new TagRead.Partial(table, problems);
    }

    private Optional<TagDefinition> tag(List<JsonScan.Member> members) {
        int before = problems.size();
        TagDraft draft = new TagDraft(place(members.getFirst(), ""));
        for (JsonScan.Member member : members) {
            if (member.name().isEmpty()) {
                continue;
            }
            Optional<TagColumn> column = TagColumn.of(member.name());
            if (column.isEmpty()) {
                problems.add(
                        Problem.error(
                                        "TAGS-0104",
                                        "file " + file,
                                        "There is no member \""
                                                + member.name()
                                                + "\"."
                                                + TagTexts.question(
                                                        member.name(), TagColumn.titles()),
                                        "Correct or remove it; the members are "
                                                + String.join(", ", TagColumn.titles())
                                                + ".")
                                .at(place(member, "")));
            } else {
                draft.put(column.get(), member.text(), place(member, column.get().title()));
            }
        }
        Optional<TagDefinition> tag = draft.tag();
        problems.addAll(draft.problems());
        if (tag.isPresent() && !names.add(tag.get().name())) {
            problems.add(
                    Problem.error(
                                    "TAGS-0109",
                                    "tag " + tag.get().name(),
                                    "The name stands already further up.",
                                    "Give each tag of a connection a name of its own.")
                            .at(draft.placeOf(TagColumn.NAME)));
        }
        return problems.size() > before ? Optional.empty() : tag;
    }

    private Place place(JsonScan.Member member, String path) {
        return new Place(file, member.line(), member.column(), path);
    }

    static byte[] write(List<TagDefinition> tags) {
        StringBuilder out = new StringBuilder("[");
        for (int i = 0; i < tags.size(); i++) {
            out.append(i == 0 ? "\n  {" : ",\n  {");
            boolean first = true;
            for (TagColumn column : TagColumn.values()) {
                String text = column.textOf(tags.get(i));
                if (text.isEmpty()) {
                    continue;
                }
                out.append(first ? "" : ", ").append('"').append(column.title()).append("\": ");
                first = false;
                if (column.form() == TagColumn.Form.TEXT) {
                    quote(out, text);
                } else {
                    out.append(text);
                }
            }
            out.append('}');
        }
        out.append(tags.isEmpty() ? "]\n" : "\n]\n");
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
