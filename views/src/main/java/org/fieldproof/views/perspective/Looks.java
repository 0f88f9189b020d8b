package org.fieldproof.views.perspective;

import java.util.Locale;
import javafx.beans.property.ReadOnlyObjectProperty;
import org.fieldproof.styles.Palette;
import org.fieldproof.styles.Theme;

/// How the console looks, and the way to change it.
public interface Looks {

    ReadOnlyObjectProperty<Palette> palette();

    /// What is in force.
    Theme theme();

    /// Whether that is what the operating system asks for, and changes with it.
    boolean followsSystem();

    double scale();

    /// From now on this look, whatever the system says.
    void setTheme(Theme theme);

    /// From now on the look of the system.
    void followSystem();

    void setLanguage(Locale language);

    /// Whether times are told as this machine's clock has them, and not in UTC.
    boolean localTime();

    /// Changes that at once, everywhere.
    void setLocalTime(boolean local);

    /// Changes the size of text at once.
    ///
    /// @param scale 0.8 to 2.0
    void setScale(double scale);
}
