package org.fieldproof.engine.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;
import org.junit.jupiter.api.Test;

/// The newest record of every address, within bounds. Harm: an engineer looks in vain for an
/// address whose values are delivered all the time, and nothing says why.
class LatestValuesTest {
    private final List<String> told = new ArrayList<>();
    private final LatestValues latest =
            new LatestValues(
                    RouteTable.of(
                            new ProjectDefinition(
                                    Path.of("unused"),
                                    "test",
                                    "",
                                    "",
                                    List.of(),
                                    List.of(),
                                    List.of(),
                                    List.of(),
                                    List.of(),
                                    new ProjectDefinition.Limits(4 << 20, 1 << 20, 1 << 20, 0)),
                            List.of()),
                    (level, code, object, message, detail) ->
                            told.add(level + " " + code + " " + object + ": " + message));

    @Test
    void theFirstAddressThatIsNotRememberedIsToldOnceByName() {
        for (int i = 0; i < LatestValues.ADDRESSES_MAX; i++) {
            latest.take(record("a/" + i, 1));
        }
        latest.take(record("a/7", 1));
        assertThat(told).as("all of them are remembered").isEmpty();
        latest.take(record("one/more", 1));
        latest.take(record("and/another", 1));
        assertThat(told)
                .singleElement()
                .asString()
                .startsWith("WARNING APP-0306 connection plant: ")
                .contains("100000", "one/more");
        assertThat(latest.read("a/7", 1).values()).hasSize(1);
        assertThat(latest.read("one/more", 1).values()).isEmpty();
    }

    /// Row 11: they are two, and a person may think them one.
    @Test
    void addressesThatLookAlikeAreKeptApartAndTold() {
        latest.take(record("plant/K\u00fchler/a", 1));
        latest.take(record("plant/speed", 1));
        latest.take(record("plant/K\u00fchler/a", 1));
        assertThat(told).isEmpty();

        latest.take(record("plant/Ku\u0308hler/a", 1));
        latest.take(record("plant/Ku\u0308hler/a", 1));
        assertThat(told)
                .singleElement()
                .asString()
                .startsWith("WARNING APP-0307 connection plant: ")
                .contains("plant/K\\u00fchler/a (plant) and plant/Ku\\u0308hler/a (plant)")
                .contains("let the devices write it in one way");
        assertThat(latest.read("plant/+/a", 9).values()).hasSize(2);

        latest.take(record("plant/sp\u0435ed", 1));
        assertThat(told).hasSize(2);
        assertThat(told.getLast()).contains("plant/speed (plant) and plant/sp\\u0435ed (plant)");
    }

    @Test
    void aPlainAddressThatComesSecondIsToldAsWell() {
        latest.take(record("plant/sp\u0435ed", 1));
        latest.take(record("plant/speed", 1));
        assertThat(told).singleElement().asString().contains("APP-0307");
    }

    @Test
    void aFloodOfThemIsToldInPart() {
        for (int i = 0; i < 100; i++) {
            latest.take(record("a/" + i, 1));
            latest.take(record("a/" + i + "\u200b", 1));
        }
        assertThat(told).hasSize(LatestValues.ALIKE_TOLD_MAX);
        assertThat(told.getLast()).endsWith("Further ones are not told.");
    }

    // Harm: two long addresses make a message whose end, with the second of them, is cut off.
    @Test
    void longOnesAreShortenedEachByItselfAndBothConnectionsAreNamed() {
        String level = "\u00b5/".repeat(2_000);
        latest.take(record("press", level + "a", 1));
        latest.take(record("plant", level.replace('\u00b5', '\u03bc') + "a", 1));
        assertThat(told)
                .singleElement()
                .asString()
                .contains("a (press) and \\u03bc/", "…", "a (plant). Each")
                .hasSizeLessThan(4_096);
    }

    private static FieldRecord record(String address, int bytes) {
        return record("plant", address, bytes);
    }

    private static FieldRecord record(String connection, String address, int bytes) {
        return new FieldRecord(
                new UUID(0, 1),
                1,
                connection,
                "device",
                address,
                new byte[bytes],
                PayloadEncoding.BYTES,
                Quality.GOOD,
                0,
                0,
                0,
                false,
                false,
                List.of());
    }
}
