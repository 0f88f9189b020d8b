package org.fieldproof.api.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Addresses by their levels. Harm if it breaks: an address is not found in the tree, or a level
/// claims more than it has.
class AddressLevelsTest {
    private static final List<String> ADDRESSES =
            List.of("plant/press/bar", "plant/press/degC", "plant", "plant/pump", "/odd", "a//b");

    @Test
    void theTopHasOneLineForEachFirstLevel() {
        assertThat(below("").levels())
                .containsExactly(
                        new AddressLevel("", 1, 0, 1),
                        new AddressLevel("a", 1, 0, 1),
                        new AddressLevel("plant", 4, 1, 4));
    }

    @Test
    void aLevelBelowHasItsOwnOnly() {
        assertThat(below("plant/").levels())
                .containsExactly(
                        new AddressLevel("press", 2, 0, 2), new AddressLevel("pump", 1, 1, 1));
        assertThat(below("plant/press/").levels())
                .extracting(AddressLevel::goesOn)
                .containsExactly(false, false);
        assertThat(below("plant/pump/").levels()).isEmpty();
    }

    /// A level without a name is one: `a//b` and `/odd` are addresses of MQTT.
    @Test
    void anEmptyLevelIsALevel() {
        assertThat(below("/").levels()).containsExactly(new AddressLevel("odd", 1, 1, 1));
        assertThat(below("a/").levels()).containsExactly(new AddressLevel("", 1, 0, 1));
        assertThat(below("a//").levels()).containsExactly(new AddressLevel("b", 1, 1, 1));
    }

    @Test
    void whatIsNotGivenIsCounted() {
        AddressLevels levels = new AddressLevels("");
        for (int i = 0; i < 30; i++) {
            levels.add("device-" + i + "/value", 2);
        }
        assertThat(levels.first(10).levels()).hasSize(10);
        assertThat(levels.first(10).total()).isEqualTo(30);
    }

    /// The same address of two connections is a leaf with two values, not a branch.
    @Test
    void anAddressThatTwoConnectionsHaveIsNoBranch() {
        AddressLevels levels = new AddressLevels("plant/");
        levels.add("plant/press", 3);
        levels.add("plant/press", 4);
        assertThat(levels.first(10).levels()).containsExactly(new AddressLevel("press", 2, 2, 7));
        assertThat(levels.first(10).levels().getFirst().goesOn()).isFalse();
    }

    @Test
    void halfALevelIsNoPrefix() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AddressLevels("plant/pre"));
    }

    private static Outcome.LevelsRead below(String prefix) {
        AddressLevels levels = new AddressLevels(prefix);
        ADDRESSES.forEach(address -> levels.add(address, 1));
        return levels.first(100);
    }
}
