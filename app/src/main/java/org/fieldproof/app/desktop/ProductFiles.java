package org.fieldproof.app.desktop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fieldproof.app.Versions;

/// What ships beside the program: samples, and facts for the About page.
final class ProductFiles {
    private ProductFiles() {}

    /// The folder of a sample project: in the installation, or in the source tree while
    /// developing.
    static Optional<Path> sample(String name) {
        return List.of(home().resolve("sample-projects"), Path.of("sample-projects")).stream()
                .map(folder -> folder.resolve(name).toAbsolutePath().normalize())
                .filter(folder -> Files.isRegularFile(folder.resolve("project.yaml")))
                .findFirst();
    }

    /// The installation's folder, which the launcher names.
    static Path home() {
        return Path.of(System.getProperty("fieldproof.home", "."));
    }

    /// Versions and places, as name and value.
    static List<List<String>> about() {
        List<List<String>> lines = new ArrayList<>();
        Versions.all().forEach((name, version) -> lines.add(List.of(name, version)));
        lines.add(List.of("Installed in", home().toAbsolutePath().normalize().toString()));
        lines.add(List.of("Licence", "Apache-2.0"));
        return List.copyOf(lines);
    }
}
