package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Does what the guide in the README of this module says: a tenth page is made from a copy of
/// `devices`, in a copy of these sources, which is then compiled and opened. Harm if it breaks:
/// whoever adds a page follows a guide that leads nowhere.
class TenthPerspectiveTest {
    private static final Path JAVA = Path.of("src/main/java");
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final long LIMIT_SECONDS = 240;
    private static final String VIEWS = "org/fieldproof/views/";

    @TempDir private Path folder;

    @Test
    void aTenthPerspectiveIsACopyARegistrationAndItsTexts() throws Exception {
        Path java = copy(JAVA, folder.resolve("java"));
        Path resources = copy(RESOURCES, folder.resolve("resources"));
        name(java);
        pack(java);
        register(java);
        texts(resources);
        Path classes = compile(java);

        assertThat(seen(classes, resources))
                .contains("Valves", "All valves of the plant", "press-01")
                .contains("What valves are for");
    }

    /// In a process of its own: two consoles of different makes do not fit into one.
    private List<String> seen(Path classes, Path resources) throws Exception {
        Path out = folder.resolve("seen.txt");
        Process console =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home", ""), "bin", "java")
                                        .toString(),
                                "-Xmx512m",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-Dglass.platform=Headless",
                                "-Dprism.order=sw",
                                "-Dtestfx.robot=glass",
                                "-Djava.awt.headless=true",
                                "-cp",
                                String.join(
                                        File.pathSeparator,
                                        classes.toString(),
                                        resources.toString(),
                                        classPath()),
                                TenthPage.class.getName())
                        .redirectOutput(out.toFile())
                        .redirectError(folder.resolve("said.txt").toFile())
                        .start();
        try {
            assertThat(console.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            console.destroyForcibly();
        }
        assertThat(console.exitValue()).as(Files.readString(folder.resolve("said.txt"))).isZero();
        return Files.readAllLines(out);
    }

    /// Step 1.
    private static void name(Path java) throws IOException {
        edit(
                java.resolve(VIEWS + "place/PerspectiveId.java"),
                "SETTINGS(Icon.SETTINGS, 9);",
                "SETTINGS(Icon.SETTINGS, 9),\n    VALVES(Icon.DEVICES, 10);");
    }

    /// Step 2.
    private static void pack(Path java) throws IOException {
        Path made = copy(java.resolve(VIEWS + "devices"), java.resolve(VIEWS + "valves"));
        for (Path file : files(made)) {
            String text =
                    Files.readString(file)
                            .replace("views.devices", "views.valves")
                            .replace("Devices", "Valves")
                            .replace("PerspectiveId.DEVICES", "PerspectiveId.VALVES")
                            .replace("\"devices", "\"valves")
                            .replace(".devices\"", ".valves\"");
            Files.delete(file);
            String name = file.getFileName().toString().replace("Devices", "Valves");
            Files.writeString(file.resolveSibling(name), text);
        }
    }

    /// Step 3.
    private static void register(Path java) throws IOException {
        Path registry = java.resolve(VIEWS + "Perspectives.java");
        edit(
                registry,
                "        return registry;",
                "        registry.put(PerspectiveId.VALVES, ValvesView::new);\n"
                        + "        return registry;");
        edit(
                registry,
                "import org.fieldproof.views.settings.SettingsView;",
                "import org.fieldproof.views.settings.SettingsView;\n"
                        + "import org.fieldproof.views.valves.ValvesView;");
    }

    /// Steps 1, 4 and 7; in English, since German falls back on it.
    private static void texts(Path resources) throws IOException {
        Path i18n = resources.resolve(VIEWS + "i18n");
        append(i18n.resolve("shell.properties"), "shell.perspective.valves=Valves\n");
        append(i18n.resolve("filter.properties"), "filter.list.valves=valves\n");
        List<String> own = new ArrayList<>();
        for (String line : Files.readAllLines(i18n.resolve("devices.properties"))) {
            own.add(
                    line.startsWith("devices.head.remark=")
                            ? "valves.head.remark=All valves of the plant"
                            : line.replaceFirst("^devices\\.", "valves."));
        }
        Files.write(i18n.resolve("valves.properties"), own);
        Path help = resources.resolve(VIEWS + "help/en");
        Files.writeString(
                help.resolve("valves.md"),
                Files.readString(help.resolve("devices.md"))
                        .replaceFirst("^# .*", "# What valves are for"));
    }

    private Path compile(Path java) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> arguments =
                new ArrayList<>(List.of("-nowarn", "-proc:none", "-d", classes.toString(), "-cp"));
        arguments.add(classPath());
        // On the class path, as everything runs: decision 1.
        files(java).stream()
                .filter(each -> each.toString().endsWith(".java"))
                .filter(each -> !each.endsWith("module-info.java"))
                .forEach(each -> arguments.add(each.toString()));
        StringWriter said = new StringWriter();
        PrintWriter to = new PrintWriter(said);
        ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
        assertThat(javac.run(to, to, arguments.toArray(String[]::new)))
                .as(said.toString())
                .isZero();
        return classes;
    }

    /// Surefire starts with a jar that only names the others, and tells them here.
    private static String classPath() {
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path", ""));
    }

    private static Path copy(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.resolveSibling("."));
            Files.copy(file, target);
        }
        return to;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static void edit(Path file, String old, String now) throws IOException {
        String text = Files.readString(file);
        assertThat(text).as("%s", file).contains(old);
        Files.writeString(file, text.replace(old, now));
    }

    private static void append(Path file, String line) throws IOException {
        Files.writeString(file, Files.readString(file).stripTrailing() + "\n" + line);
    }
}
