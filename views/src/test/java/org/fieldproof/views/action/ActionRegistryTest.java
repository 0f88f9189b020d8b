package org.fieldproof.views.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ActionRegistryTest {

    private final ActionRegistry registry = new ActionRegistry(new KeyMap("", kept -> {}));
    private final List<String> done = new ArrayList<>();

    private void add(String id, String label, String hindrance) {
        registry.add(
                new Action(
                        id, label, "Category", "", List.of(), () -> hindrance, () -> done.add(id)));
    }

    @Test
    void whatStartsWithTheQueryComesBeforeWhatContainsIt() {
        add("a", "Show buffers", "");
        add("b", "Buffers", "");
        add("c", "Nothing", "");
        assertThat(registry.search("buf", 9)).extracting(Action::id).containsExactly("b", "a");
    }

    @Test
    void lettersMayBeLeftOut() {
        add("a", "Evidence", "");
        assertThat(registry.search("evd", 9)).extracting(Action::id).containsExactly("a");
        assertThat(registry.search("dve", 9)).isEmpty();
    }

    @Test
    void whatIsHinderedIsFoundAndNotDone() {
        add("a", "STOP", "No drill is running");
        Action found = registry.search("stop", 1).getFirst();
        assertThat(registry.run(found)).isEqualTo("No drill is running");
        assertThat(done).isEmpty();
    }

    /// Harm: what was done just now stands below what was done before it.
    @Test
    void whatWasDoneLastComesBeforeWhatWasDoneBefore() {
        add("a", "Alpha", "");
        add("b", "Beta", "");
        add("c", "Gamma", "");
        registry.run(registry.find("b").orElseThrow());
        registry.run(registry.find("c").orElseThrow());
        assertThat(registry.search("", 9)).extracting(Action::id).containsExactly("c", "b", "a");
    }

    @Test
    void whatWasDoneLatelyComesFirst() {
        add("a", "Alpha", "");
        add("b", "Beta", "");
        registry.run(registry.find("b").orElseThrow());
        assertThat(registry.search("", 9)).extracting(Action::id).containsExactly("b", "a");
    }
}
