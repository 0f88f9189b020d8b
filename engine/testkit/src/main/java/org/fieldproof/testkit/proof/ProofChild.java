package org.fieldproof.testkit.proof;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;

/// The process that is killed: plays one workload on a real directory and says on standard output
/// what it knows, one system call a line.
public final class ProofChild {

    /// Exit code when the disk refused and the workload said so.
    static final int REFUSED = 3;

    private ProofChild() {}

    /// Arguments: directory, run, operations, mutant.
    public static void main(String[] args) {
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        Voice voice =
                line -> {
                    try {
                        // Unbuffered: what was said before a kill has been said.
                        out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                };
        voice.say("S");
        Voice andWallClock =
                line -> {
                    voice.say(line);
                    if (line.startsWith("D ")) {
                        voice.say("W " + System.currentTimeMillis());
                    }
                };
        Mutant mutant = Mutant.valueOf(args[3]);
        LogFiles files = MutantFiles.over(LogFiles.nio(), mutant);
        Workload workload =
                new Workload(
                        files, Path.of(args[0]), Long.parseLong(args[1]), 4, mutant, andWallClock);
        int exit = 0;
        try {
            workload.play(Integer.parseInt(args[2]));
        } catch (StoreException e) {
            voice.say("R " + e.code() + " " + e.getMessage());
            exit = REFUSED;
        }
        // At once: what is durable is durable, and nothing else counts.
        Runtime.getRuntime().halt(exit);
    }
}
