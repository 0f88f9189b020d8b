package org.fieldproof.app.desktop;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.place.PerspectiveId;
import org.fieldproof.views.tour.Finding;
import org.fieldproof.views.tour.TextAudit;

/// The pictures of a tour, each with what was found in it. On `fp-tour`.
public final class TourAlbum {
    private final TourPlan plan;
    private final List<Frame> frames = new ArrayList<>();

    TourAlbum(TourPlan plan) {
        this.plan = plan;
    }

    List<Frame> frames() {
        return List.copyOf(frames);
    }

    /// What a scene shows now.
    void take(Scene scene, Theme theme, PerspectiveId perspective, String state) throws Exception {
        String name = perspective.name().toLowerCase(Locale.ROOT);
        String file =
                String.format(
                        Locale.ROOT,
                        "%s/%02d-%s-%s.png",
                        theme.id(),
                        perspective.place(),
                        name,
                        state);
        WritableImage picture = FxSteps.call(() -> scene.snapshot(null));
        Path path = plan.out().resolve(file);
        Files.createDirectories(path.getParent());
        ImageIO.write(pixels(picture), "png", path.toFile());
        List<Finding> findings = FxSteps.call(() -> TextAudit.scan(scene, theme));
        frames.add(
                new Frame(
                        file,
                        name,
                        theme.id(),
                        state,
                        plan.language().toLanguageTag(),
                        plan.scale(),
                        texts(findings, Finding.Kind.CUT, Finding.Kind.OUTSIDE),
                        texts(findings, Finding.Kind.OVERLAP),
                        texts(findings, Finding.Kind.CONTRAST)));
    }

    private static List<String> texts(List<Finding> findings, Finding.Kind... kinds) {
        Set<Finding.Kind> wanted = Set.of(kinds);
        return findings.stream()
                .filter(finding -> wanted.contains(finding.kind()))
                .map(Finding::text)
                .toList();
    }

    void writeIndex() throws IOException {
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(plan.out().resolve("tour.json").toFile(), frames);
    }

    private static BufferedImage pixels(WritableImage picture) {
        int width = (int) picture.getWidth();
        int height = (int) picture.getHeight();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, picture.getPixelReader().getArgb(x, y));
            }
        }
        return image;
    }

    /// A picture and what was found in it; the fields of `tour.json`.
    public record Frame(
            String file,
            String perspective,
            String theme,
            String state,
            String language,
            double scale,
            List<String> cutTexts,
            List<String> overlappingTexts,
            List<String> contrastFailures) {
        /// Whether anything was found that should be mended.
        public boolean flawed() {
            return !cutTexts.isEmpty()
                    || !overlappingTexts.isEmpty()
                    || !contrastFailures.isEmpty();
        }
    }
}
