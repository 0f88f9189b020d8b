package org.fieldproof.styles;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.application.ColorScheme;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: who needs contrast gets a dark console instead.
final class SystemThemeTest {

    @Test
    void contrastGoesBeforeLightAndDark() {
        assertThat(SystemTheme.of(ColorScheme.LIGHT, false)).isEqualTo(Theme.LIGHT);
        assertThat(SystemTheme.of(ColorScheme.DARK, false)).isEqualTo(Theme.DARK);
        assertThat(SystemTheme.of(ColorScheme.LIGHT, true)).isEqualTo(Theme.CONTRAST);
        assertThat(SystemTheme.of(ColorScheme.DARK, true)).isEqualTo(Theme.CONTRAST);
    }
}
