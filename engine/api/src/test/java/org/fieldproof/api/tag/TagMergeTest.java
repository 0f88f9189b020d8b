package org.fieldproof.api.tag;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.fieldproof.api.project.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Harm if these break: an import that was to add ten tags takes a thousand others away, and the
/// gap in the records is found weeks later.
class TagMergeTest {
    private static final String TABLE = "name;address\r\nstays;1\r\nsame;02\r\ndiffers;3\r\n";
    private static final String FILE = "name,address\nsame,02\ndiffers,33\nnew,4\n";

    @Test
    void overwriteMakesTheTableWhatTheFileSaysInTheTablesOwnWriting() {
        assertThat(after(TagMerge.OVERWRITE, TABLE, FILE, false))
                .isEqualTo("name;address\r\nsame;02\r\ndiffers;33\r\nnew;4\r\n");
    }

    @Test
    void mergeOverwriteKeepsWhatTheFileLacks() {
        assertThat(after(TagMerge.MERGE_OVERWRITE, TABLE, FILE, false))
                .isEqualTo("name;address\r\nstays;1\r\nsame;02\r\ndiffers;33\r\nnew;4\r\n");
    }

    @Test
    void mergeSafeRefusesTheWholeForOneTagThatDiffersAndSaysWhichTag7() {
        TagMerge.Plan plan = plan(TagMerge.MERGE_SAFE, TABLE, FILE, false);
        assertThat(plan).isInstanceOf(TagMerge.Plan.Refused.class);
        assertThat(plan.problems()).singleElement().satisfies(TagMergeTest::isOfLine3);
        assertThat(after(TagMerge.MERGE_SAFE, TABLE, FILE, true))
                .as("partial: the conflict is left out")
                .isEqualTo(TABLE + "new;4\r\n");
        assertThat(plan(TagMerge.MERGE_SAFE, TABLE, FILE, true).problems())
                .singleElement()
                .satisfies(TagMergeTest::isOfLine3);
    }

    private static void isOfLine3(Problem problem) {
        assertThat(problem.code()).isEqualTo("TAGS-0118");
        assertThat(problem.object()).isEqualTo("tag differs");
        assertThat(problem.where().line()).isEqualTo(3);
    }

    @Test
    void createIsForAnEmptyTableOnly() {
        assertThat(codes(plan(TagMerge.CREATE, TABLE, FILE, true))).containsExactly("TAGS-0119");
        assertThat(after(TagMerge.CREATE, "name,address\n", FILE, false)).isEqualTo(FILE);
    }

    @Test
    void deleteKeepsTheTagsThatTheFileNamesAndAddsOrChangesNone() {
        assertThat(after(TagMerge.DELETE, TABLE, "name,address\nsame,02\n", false))
                .isEqualTo("name;address\r\nsame;02\r\n");
        assertThat(codes(plan(TagMerge.DELETE, TABLE, FILE, false)))
                .as("one tag differs, one is new")
                .containsExactly("TAGS-0118", "TAGS-0118");
    }

    /// The faulty line may be the very tag that the file then seems to lack.
    @ParameterizedTest
    @EnumSource(TagMerge.class)
    void noModeRemovesATagWhileALineCannotBeReadTag7(TagMerge mode) {
        String faulty = "name,address\nsame,02\ndiffers,\nnew,4\n";
        TagMerge.Plan whole = plan(mode, TABLE, faulty, false);
        assertThat(whole).as("all or nothing").isInstanceOf(TagMerge.Plan.Refused.class);
        assertThat(codes(whole)).contains("TAGS-0110");
        TagMerge.Plan partial = plan(mode, TABLE, faulty, true);
        if (EnumSet.of(TagMerge.MERGE_SAFE, TagMerge.MERGE_OVERWRITE).contains(mode)) {
            assertThat(after(mode, TABLE, faulty, true)).isEqualTo(TABLE + "new;4\r\n");
        } else {
            assertThat(partial).isInstanceOf(TagMerge.Plan.Refused.class);
        }
        if (mode.isRemoving()) {
            assertThat(codes(partial)).startsWith("TAGS-0120");
        }
    }

    @Test
    void theSameFileTwiceChangesNothing() {
        for (TagMerge mode : EnumSet.complementOf(EnumSet.of(TagMerge.CREATE))) {
            assertThat(after(mode, TABLE, TABLE, false)).as(mode.word()).isEqualTo(TABLE);
            assertThat(plan(mode, TABLE, TABLE, false).diff()).isEqualTo(new TagDiff(List.of(), 3));
        }
    }

    /// Minutes of waiting would make the operator kill it half way.
    @Test
    @Timeout(20)
    void aHundredThousandTagsAreMergedWithoutGoingThroughAllOfThemForEach() {
        List<TagDefinition> tags = new ArrayList<>();
        IntStream.range(0, 100_000).forEach(i -> tags.add(TagDefinition.of("t" + i, "" + i, "")));
        TagTable half = TagTable.of(tags.subList(0, 50_000));
        TagMerge.Plan plan =
                TagMerge.OVERWRITE.plan(
                        half,
                        new TagRead.Complete(TagTable.of(tags.subList(25_000, 100_000))),
                        false);
        assertThat(plan.diff().changes()).hasSize(75_000);
        assertThat(plan.diff().unchanged()).isEqualTo(25_000);
    }

    /// Harm: the operator takes the file's word for the whole table, and its old faults still stop
    /// the connection.
    @Test
    void overwriteLeavesNoFaultyLineOfTheTable() {
        TagRead table =
                TagTable.readCsv("t.csv", "name,address\n\np,1\nq\np,2\nr,3\n".getBytes(UTF_8));
        TagRead file = TagTable.readCsv("f.csv", "name,address\np,1\nq,7\n".getBytes(UTF_8));
        assertThat(table).isInstanceOf(TagRead.Partial.class);
        TagMerge.Plan plan = TagMerge.OVERWRITE.plan(table, file, false);
        assertThat(((TagMerge.Plan.Possible) plan).after().csv())
                .asString(UTF_8)
                .as("a blank line is no fault")
                .isEqualTo("name,address\n\np,1\nq,7\n");
        for (TagMerge mode : EnumSet.complementOf(EnumSet.of(TagMerge.OVERWRITE))) {
            assertThat(mode.plan(table, file, true)).isInstanceOf(TagMerge.Plan.Refused.class);
        }
    }

    private static List<String> codes(TagMerge.Plan plan) {
        return plan.problems().stream().map(Problem::code).toList();
    }

    private static String after(TagMerge mode, String table, String file, boolean partial) {
        TagMerge.Plan plan = plan(mode, table, file, partial);
        assertThat(plan).isInstanceOf(TagMerge.Plan.Possible.class);
        return new String(((TagMerge.Plan.Possible) plan).after().csv(), UTF_8);
    }

    private static TagMerge.Plan plan(TagMerge mode, String table, String file, boolean partial) {
        TagTable before =
                ((TagRead.Complete) TagTable.readCsv("t.csv", table.getBytes(UTF_8))).table();
        return mode.plan(before, TagTable.readCsv("f.csv", file.getBytes(UTF_8)), partial);
    }
}
