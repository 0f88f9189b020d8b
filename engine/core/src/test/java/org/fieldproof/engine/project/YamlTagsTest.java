package org.fieldproof.engine.project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.fieldproof.api.tag.Deadband;
import org.fieldproof.api.tag.Reporting;
import org.fieldproof.api.tag.Scaling;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagRead;
import org.fieldproof.api.tag.TagTable;
import org.junit.jupiter.api.Test;

/// Harm if these break: an address `0012` comes back as 10 or as 12, or a tag called `no` as false.
class YamlTagsTest {
    private static final List<String> TEXTS =
            List.of(
                    "0012",
                    "9223372036854775807",
                    "1e3",
                    "no",
                    "null",
                    "~",
                    "true",
                    "- x",
                    "=1+1",
                    "@a",
                    "a: b",
                    "x # y",
                    "Ümlaut 温度 \uD83D\uDE00",
                    "it's \"so\"",
                    "a\\n",
                    "[x]",
                    "{x}",
                    "*a",
                    "&a",
                    "!a",
                    "%x",
                    "1:30",
                    "a\u0085b",
                    "a\u2028b",
                    "a\uFEFFb",
                    "0x1F");

    @Test
    void whatIsWrittenIsReadAsTheSameTags() {
        SplittableRandom random = new SplittableRandom(7);
        List<TagDefinition> tags = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            String text = TEXTS.get(i % TEXTS.size());
            tags.add(
                    new TagDefinition(
                            "n" + i + "/" + i,
                            text,
                            TEXTS.get(random.nextInt(TEXTS.size())),
                            new Scaling(
                                    random.nextDouble() + 0.1,
                                    -0.1,
                                    i % 2 == 0,
                                    -1e300,
                                    Double.MIN_VALUE),
                            text,
                            Deadband.percent(0.1),
                            new Reporting(true, 1_000_000, 3_000_000),
                            500_000,
                            i % 3 == 0 ? "g/ü" : "",
                            i % 5 == 0,
                            TEXTS.get(random.nextInt(TEXTS.size()))));
        }
        tags.add(TagDefinition.of("no", "0012", "null"));
        byte[] yaml = YamlTags.write(TagTable.of(tags));
        TagRead read = YamlTags.read("t.yaml", yaml);
        assertThat(read.problems()).isEmpty();
        assertThat(((TagRead.Complete) read).table().tags()).isEqualTo(tags);
        assertThat(new String(yaml, UTF_8))
                .endsWith("- name: \"no\"\n  address: \"0012\"\n  type: \"null\"\n");
        byte[] none = YamlTags.write(TagTable.of(List.of()));
        assertThat(YamlTags.read("t.yaml", none).problems()).isEmpty();
    }

    @Test
    void everyFaultHasItsPlace() {
        String text =
                """
                - {name: a, address: 0012}
                - {name: b}
                - {name: c, address: 1, skale: 2}
                - text
                - {name: a, address: 3}
                - {name: d, address: [1]}
                - {name: e, address: ~}
                """;
        TagRead read = YamlTags.read("t.yaml", text.getBytes(UTF_8));
        assertThat(read.problems())
                .extracting(each -> each.where() + " " + each.code())
                .containsExactly(
                        "t.yaml:2:3 TAGS-0110",
                        "t.yaml:3:32 TAGS-0104",
                        "t.yaml:4:3 TAGS-0112",
                        "t.yaml:5:10 TAGS-0109",
                        "t.yaml:6:22 TAGS-0112",
                        "t.yaml:7:22 TAGS-0110");
        assertThat(((TagRead.Partial) read).sound().tags())
                .extracting(TagDefinition::address)
                .containsExactly("0012");
    }

    @Test
    void whatIsNoListOrGrowsWithoutBoundIsRefused() {
        for (String text :
                List.of(
                        "a: 1",
                        "x",
                        "",
                        "- {name: \"p\\",
                        "- &a [*a]",
                        "[".repeat(100),
                        "- !x y")) {
            TagRead read = YamlTags.read("t.yaml", text.getBytes(UTF_8));
            assertThat(read).as(text).isInstanceOf(TagRead.Refused.class);
            assertThat(read.problems().getFirst().where().file()).isEqualTo("t.yaml");
        }
    }
}
