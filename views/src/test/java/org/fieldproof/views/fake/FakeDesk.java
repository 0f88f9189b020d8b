package org.fieldproof.views.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.fieldproof.api.project.Problem;
import org.fieldproof.styles.Palette;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.action.KeyMap;
import org.fieldproof.views.bridge.CommandSender;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.bridge.GatewayPulse;
import org.fieldproof.views.control.Toasts;
import org.fieldproof.views.draft.DraftSession;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.i18n.Texts;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.perspective.HeldFrame;
import org.fieldproof.views.perspective.Looks;
import org.fieldproof.views.perspective.Navigator;
import org.fieldproof.views.place.PerspectiveId;

/// A desk without a toolkit, on an open pretended sample.
public final class FakeDesk {

    public final FakeWorkspace workspace = new FakeWorkspace();
    public final List<Problem> problems = new ArrayList<>();
    public final List<String> toasts = new ArrayList<>();
    public final Desk desk;

    public FakeDesk() {
        this(Locale.ENGLISH);
    }

    public FakeDesk(Locale language) {
        workspace.openSample();
        Texts texts = new Texts(language);
        GatewayPulse pulse = new GatewayPulse(workspace, workspace.clock, "console-test");
        desk =
                new Desk(
                        "console-test",
                        workspace,
                        workspace.clock,
                        pulse,
                        new CommandSender(workspace, Runnable::run, problems::add),
                        texts,
                        new Figures(language),
                        new FakeToasts(),
                        new FakeNavigator(),
                        new FakeLooks(),
                        new FakePrompt(),
                        new DraftSession(workspace, Runnable::run, workspace.clock),
                        new HeldFrame(pulse),
                        new KeyMap("", kept -> {}));
    }

    /// The next beat's frame.
    public Frame frame() {
        desk.pulse().tick();
        return desk.pulse().frame().orElseThrow();
    }

    /// Lets time pass, a beat every 200 ms.
    public Frame after(int seconds) {
        for (int i = 0; i < seconds * 5; i++) {
            workspace.clock.advanceMillis(200);
            desk.pulse().tick();
        }
        return frame();
    }

    private final class FakeToasts implements Toasts {
        @Override
        public void show(String message) {
            toasts.add(message);
        }

        @Override
        public void undoable(String message, Runnable undo) {
            toasts.add(message);
        }

        @Override
        public void problem(Problem problem) {
            problems.add(problem);
        }
    }

    private static final class FakeNavigator implements Navigator {
        @Override
        public void act(String actionId) {}

        @Override
        public void open(PerspectiveId perspective) {}

        @Override
        public void open(PerspectiveId perspective, String object) {}
    }

    private static final class FakeLooks implements Looks {
        private final ReadOnlyObjectWrapper<Palette> palette =
                new ReadOnlyObjectWrapper<>(Palette.of(Theme.LIGHT));

        @Override
        public ReadOnlyObjectProperty<Palette> palette() {
            return palette.getReadOnlyProperty();
        }

        @Override
        public Theme theme() {
            return Theme.LIGHT;
        }

        @Override
        public double scale() {
            return 1;
        }

        @Override
        public boolean followsSystem() {
            return false;
        }

        @Override
        public void setTheme(Theme theme) {}

        @Override
        public void followSystem() {}

        @Override
        public void setLanguage(Locale language) {}

        @Override
        public boolean localTime() {
            return false;
        }

        @Override
        public void setLocalTime(boolean local) {}

        @Override
        public void setScale(double scale) {}
    }
}
