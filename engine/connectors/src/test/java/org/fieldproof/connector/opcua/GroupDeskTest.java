package org.fieldproof.connector.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.tag.Deadband;
import org.fieldproof.api.tag.Reporting;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagShaper.Reading;
import org.fieldproof.api.value.TypedValue;
import org.junit.jupiter.api.Test;

/// What one notification message makes of the tags of a group. Harm if these break: a value that
/// the server queued is lost in the record of a later one, or a record says what held at no time.
class GroupDeskTest {
    private final TagItem a = item(0, tag("a"));
    private final TagItem b = item(1, tag("b"));
    private final GroupDesk desk = new GroupDesk(List.of(a, b), 1 << 20);
    private final List<String> made = new ArrayList<>();

    private static TagDefinition tag(String name) {
        return TagDefinition.of(name, "ns=1;s=" + name, "").inGroup("g");
    }

    private static TagItem item(int handle, TagDefinition tag) {
        return new TagItem(handle, tag, "plc/g");
    }

    private static Reading at(double value, long time) {
        return new Reading(new TypedValue.Float64(value), Quality.GOOD, "", time);
    }

    private void end(boolean again) {
        desk.endOfMessage(
                again,
                0,
                each ->
                        made.add(
                                each.record().json()
                                        + "@"
                                        + each.record().sourceTimeEpochNanos()
                                        + (each.lostAtServer() ? " lost" : "")));
    }

    @Test
    void queuedValuesAreRecordsEachInTheOrderOfTheirTimes() {
        desk.take(a, at(0, 5), List.of(), false);
        desk.take(b, at(0, 6), List.of(), false);
        end(false);
        // The server sends item by item: all of a, then all of b.
        desk.take(a, at(1, 10), List.of(), false);
        desk.take(a, at(2, 20), List.of(), true);
        desk.take(a, at(3, 30), List.of(), false);
        desk.take(b, at(9, 25), List.of(), false);
        end(false);
        end(false);
        assertThat(made)
                .containsExactly(
                        "{\"a\":0.0,\"b\":0.0}@6",
                        "{\"a\":1.0,\"b\":0.0}@10",
                        "{\"a\":2.0,\"b\":9.0}@25 lost",
                        "{\"a\":3.0,\"b\":9.0}@30");
    }

    @Test
    void withoutSourceTimesTheOrderOfTheMessageCounts() {
        desk.take(a, at(1, 0), List.of(), false);
        desk.take(b, at(1, 7), List.of(), false);
        desk.take(a, at(2, 3), List.of(), false);
        end(false);
        assertThat(made).containsExactly("{\"a\":1.0,\"b\":1.0}@7", "{\"a\":2.0,\"b\":1.0}@3");
    }

    @Test
    void aRepeatedMessageTellsItsOwnValuesAloneAndThenWhatIsPresent() {
        desk.take(a, at(1, 10), List.of(), false);
        desk.take(b, at(1, 10), List.of(), false);
        end(false);
        desk.take(a, at(0.5, 5), List.of(), false);
        end(true);
        desk.take(b, at(2, 20), List.of(), false);
        end(false);
        assertThat(made)
                .containsExactly(
                        "{\"a\":1.0,\"b\":1.0}@10",
                        "{\"a\":0.5,\"b\":null,\"quality\":{\"b\":\"bad: not-told\"}}@5",
                        "{\"a\":1.0,\"b\":1.0}@0",
                        "{\"a\":1.0,\"b\":2.0}@20");
    }

    @Test
    void whatNobodyAskedForMakesNoRecord() {
        TagItem still = item(0, tag("still").with(Deadband.absolute(5), new Reporting(true, 0, 0)));
        GroupDesk filtered = new GroupDesk(List.of(still), 1 << 20);
        for (double value : new double[] {1, 2, 3, 9}) {
            filtered.take(still, at(value, (long) value), List.of(), false);
        }
        filtered.endOfMessage(false, 0, each -> made.add(each.record().json()));
        assertThat(made).containsExactly("{\"still\":1.0}", "{\"still\":9.0}");
    }

    /// What a record of one value carries beside it (row 26) stands in a group's by member.
    @Test
    void whatTheServerSaysOfAValueIsCarriedByMemberForAsLongAsItIsPresent() {
        List<List<Property>> properties = new ArrayList<>();
        List<Property> future = List.of(new Property("timestamp", "in the future"));
        desk.take(a, at(1, 10), future, false);
        desk.endOfMessage(false, 0, each -> properties.add(each.properties()));
        desk.take(b, at(1, 11), List.of(), false);
        desk.endOfMessage(false, 0, each -> properties.add(each.properties()));
        desk.take(a, at(2, 12), List.of(), false);
        desk.endOfMessage(false, 0, each -> properties.add(each.properties()));
        List<Property> ofA = List.of(new Property("timestamp.a", "in the future"));
        assertThat(properties).containsExactly(ofA, ofA, List.of());
    }

    @Test
    void aMessageWhoseRecordsFailLeavesNothingForTheNext() {
        desk.take(a, at(1, 10), List.of(), false);
        assertThatThrownBy(
                        () ->
                                desk.endOfMessage(
                                        false,
                                        0,
                                        _ -> {
                                            throw new IllegalStateException("by the test");
                                        }))
                .hasMessage("by the test");
        desk.take(b, at(2, 20), List.of(), false);
        end(false);
        assertThat(made).containsExactly("{\"a\":1.0,\"b\":2.0}@20");
    }
}
