package org.fieldproof.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.fieldproof.log.io.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// LANE-1 to LANE-5 over power cuts, and the bugs that this proof is there for. A mutant of the
/// dispatcher, one record in N lost between log and lane: `IslandTest`, `DrillIT`.
class LaneMutantsTest {
    private static final int LIVES = 4;

    // Harm: a power cut in a replay loses, doubles under another identity, or leaves a mess.
    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(longs = {1, 2, 3})
    void powerCutsInTheMiddleOfAReplayCostNothing(long seed) throws Exception {
        assertThat(LaneCuts.run(seed, LaneMutant.NONE, LIVES)).as("seed %s", seed).isEmpty();
    }

    // Harm: a quota that is said to drop so many drops more.
    @Test
    void whatAFullBufferDropsIsCountedExactly() throws Exception {
        assertThat(LaneCuts.dropping(1, LaneMutant.NONE)).isEmpty();
    }

    /// Harm: the two above prove nothing.
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void eachMutantIsCaughtByWhatItBreaks(LaneMutant mutant) throws StoreException {
        List<String> complaints = new ArrayList<>();
        for (long seed = 1; seed <= 10 && !named(mutant, complaints); seed++) {
            complaints.addAll(
                    mutant == LaneMutant.DROP_WITHOUT_COUNTING
                            ? LaneCuts.dropping(seed, mutant)
                            : LaneCuts.run(seed, mutant, LIVES));
        }
        assertThat(named(mutant, complaints)).as("%s", complaints).isTrue();
    }

    private static boolean named(LaneMutant mutant, List<String> complaints) {
        return complaints.stream().anyMatch(mutant::isNamedBy);
    }
}
