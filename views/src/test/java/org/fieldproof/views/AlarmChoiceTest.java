package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.fieldproof.api.command.Command;
import org.fieldproof.styles.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: an alarm that nobody chose is hidden for an hour.
final class AlarmChoiceTest {
    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void anAlarmThatGoesWhileAReasonIsTypedIsNotReplacedByAnother() {
        console.workspace.openSample();
        console.live(2);
        console.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "test", null));
        console.live(20);
        console.click("#rail-alarms");
        console.live(1);
        console.click("#alarm-reason");
        console.type("line is being mended");
        assertThat(console.there("#alarm-shelve").isDisabled()).isFalse();
        console.workspace.gateway.cleared.add("LANE-0201/upstream");
        console.live(1);
        console.click("#alarm-shelve");
        assertThat(console.workspace.gateway.commands)
                .noneMatch(Command.ShelveAlarm.class::isInstance);
        assertThat(console.there("#alarm-shelve").isDisabled()).isTrue();
    }
}
