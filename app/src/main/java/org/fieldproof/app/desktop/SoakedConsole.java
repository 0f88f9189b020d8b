package org.fieldproof.app.desktop;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.stage.Stage;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.app.bench.SoakLook;
import org.fieldproof.views.ConsoleWindow;
import org.fieldproof.views.place.PerspectiveId;

/// Uses a real console for a long time and looks at what the process holds, see
/// [ScriptedConsole].
///
/// @param between from one look to the next, at least
record SoakedConsole(Path project, Path scratch, Duration between, int count) {
    private static final Duration PER_VIEW_MAX = Duration.ofSeconds(1);

    /// At least one round of all perspectives goes between two looks.
    private Duration perView() {
        Duration share = between.dividedBy(PerspectiveId.values().length);
        return share.compareTo(PER_VIEW_MAX) < 0 ? share : PER_VIEW_MAX;
    }

    List<SoakLook> looks(Stage stage) throws Exception {
        GatewayClock clock = GatewayClock.system();
        DesktopWorkspace workspace = MeasuredConsole.opened(project, scratch);
        try {
            ConsoleWindow window = FxSteps.call(() -> MeasuredConsole.opened(stage, workspace));
            // What is made once, on the first visit, is not growth.
            MeasuredConsole.visit(window, perView(), clock);
            List<SoakLook> looks = new ArrayList<>();
            while (looks.size() < count) {
                long until = clock.nanoTime() + between.toNanos();
                do {
                    MeasuredConsole.visit(window, perView(), clock);
                } while (clock.nanoTime() < until);
                looks.add(look(workspace));
            }
            FxSteps.call(
                    () -> {
                        window.close();
                        return true;
                    });
            return looks;
        } finally {
            workspace.shutDown();
        }
    }

    private static SoakLook look(DesktopWorkspace workspace) {
        long files =
                ManagementFactory.getOperatingSystemMXBean()
                                instanceof UnixOperatingSystemMXBean system
                        ? system.getOpenFileDescriptorCount()
                        : -1;
        return new SoakLook(
                MeasuredConsole.heapAfterCollectionMiB(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                files,
                MeasuredConsole.accepted(workspace));
    }
}
