package org.fieldproof.api.tag;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.Problem.Place;
import org.fieldproof.api.record.JsonString;

/// Reads and writes the JSON form of tags. Used once.
final class JsonTags {
    private final String file;

    JsonTags(String file) {
        this.file = file;
    }

    TagRead read(byte[] bytes) {
        if (bytes.length > TagTable.FILE_BYTES_MAX) {
            return TagRows.tooLarge(file);
        }
        List<JsonScan.Member> members;
        try {
            members = new JsonScan(TagText.decode(bytes)).members();
        } catch (CharacterCodingException notText) {
            return new TagRead.Refused(List.of(TagText.notUtf8(file, bytes)));
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
        TagRows rows = new TagRows(file);
        int from = 0;
        for (int i = 1; i <= members.size() && !rows.isFull(); i++) {
            if (i == members.size() || members.get(i).object() != members.get(from).object()) {
                rows.add(place(members.get(from)), cells(members.subList(from, i)));
                from = i;
            }
        }
        return rows.read();
    }

    private List<TagRows.Cell> cells(List<JsonScan.Member> members) {
        return members.stream()
                .filter(member -> !member.name().isEmpty())
                .map(member -> new TagRows.Cell(member.name(), member.text(), place(member)))
                .toList();
    }

    private Place place(JsonScan.Member member) {
        return new Place(file, member.line(), member.column(), "");
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
                    out.append(JsonString.of(text));
                } else {
                    out.append(text);
                }
            }
            out.append('}');
        }
        out.append(tags.isEmpty() ? "]\n" : "\n]\n");
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }
}
