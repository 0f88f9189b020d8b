package org.fieldproof.testkit.proof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A system's command, run to its end.
record Command(int exit, String output) {
    private static final long SECONDS_MAX = 60;

    /// Runs it; a command that is not there gives exit 127.
    static Command run(String... words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(words)).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        Process process;
        try {
            process = builder.start();
        } catch (IOException notThere) {
            return new Command(127, String.valueOf(notThere.getMessage()));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("hangs: " + String.join(" ", words));
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return new Command(process.exitValue(), output.strip());
    }

    /// Runs what must succeed.
    static void must(String... words) throws IOException {
        Command done = run(words);
        if (done.exit() != 0) {
            throw new IOException(String.join(" ", words) + ": " + done.output());
        }
    }

    /// Whether the system has such a program.
    static boolean present(String program) {
        for (String place : List.of("/usr/bin", "/usr/sbin", "/bin", "/sbin", "/usr/local/bin")) {
            if (Files.isExecutable(Path.of(place, program))) {
                return true;
            }
        }
        return false;
    }
}
