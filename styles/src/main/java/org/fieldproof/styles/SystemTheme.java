package org.fieldproof.styles;

import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;

/// The look that the operating system asks for.
public final class SystemTheme {

    /// What JavaFX calls the setting of Windows; the other systems have none it can read.
    private static final String HIGH_CONTRAST = "Windows.SPI.HighContrast";

    private SystemTheme() {}

    /// The look of now, which changes with the system's. FX thread, once the toolkit has started.
    public static ObservableValue<Theme> current() {
        Platform.Preferences system = Platform.getPreferences();
        return Bindings.createObjectBinding(
                () -> of(system.getColorScheme(), system.getBoolean(HIGH_CONTRAST).orElse(false)),
                system.colorSchemeProperty(),
                system);
    }

    /// Whoever needs contrast needs it by day and by night.
    static Theme of(ColorScheme scheme, boolean highContrast) {
        if (highContrast) {
            return Theme.CONTRAST;
        }
        return scheme == ColorScheme.DARK ? Theme.DARK : Theme.LIGHT;
    }
}
