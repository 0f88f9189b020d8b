package org.fieldproof.engine.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.fieldproof.api.command.Outcome.FoundTag;
import org.fieldproof.api.command.Outcome.TagsFound;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.TagBrowser;
import org.fieldproof.api.spi.TagBrowser.Found;
import org.fieldproof.api.spi.TagBrowser.Reading;
import org.fieldproof.api.value.TypedValue;
import org.junit.jupiter.api.Test;

/// What a look tells of a place.
class DeviceLookTest {
    private static final Found FOLDER = new Found("f", "Folder", false, true, "");
    private static final Found SPEED = new Found("s", "Speed", true, false, "Double");

    @Test
    void valuesStandBesideWhatHasOne() throws ConnectorException {
        TagsFound found = look(true).under("", 10);
        assertThat(found.found().stream().map(FoundTag::found)).containsExactly(FOLDER, SPEED);
        assertThat(found.found().getFirst().reading()).isNull();
        assertThat(found.found().getLast().reading()).isNotNull();
    }

    /// Harm: one value that the server refuses hides a whole place, and no tag of it can be picked.
    @Test
    void aPlaceWhoseValuesCannotBeReadIsListedWithoutThem() throws ConnectorException {
        TagsFound found = look(false).under("", 10);
        assertThat(found.found())
                .containsExactly(new FoundTag(FOLDER, null), new FoundTag(SPEED, null));
    }

    private static DeviceLook look(boolean readable) {
        return new DeviceLook(
                new TagBrowser() {
                    @Override
                    public List<Found> children(String place, int max) {
                        return List.of(FOLDER, SPEED);
                    }

                    @Override
                    public List<Reading> read(List<String> addresses) throws ConnectorException {
                        if (!readable) {
                            throw new ConnectorException(
                                    Problem.error("OPC-0308", "x", "Refused.", "Ask."));
                        }
                        return addresses.stream()
                                .map(
                                        address ->
                                                new Reading(
                                                        address,
                                                        new TypedValue.Bool(true),
                                                        Quality.GOOD,
                                                        "Good",
                                                        0))
                                .toList();
                    }

                    @Override
                    public void close() {}
                });
    }
}
