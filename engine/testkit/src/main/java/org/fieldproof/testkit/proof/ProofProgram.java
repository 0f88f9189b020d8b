package org.fieldproof.testkit.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.testkit.Trees;

/// Runs the proofs at a size of one's choice and prints a row of the track record for each.
///
/// ```
/// java -cp <testkit>:<log> org.fieldproof.testkit.proof.ProofProgram
///      [kill=N] [power=N] [simulate=N] [inject=N] [mutate=N] [trace=1] [clock=N] [fiu=N]
///      [seed=N] [mutant=NAME] [work=DIR]
/// ```
/// `kill` counts kills, `power` power cuts, `mutate` spoiled files. `simulate` and `inject` cut at
/// every Nth place of a workload of 300 operations; 1 is every place. A proof that is not named is
/// not run; `all=ci` and `all=nightly` name all of them. Exit code 1 if a proof does not hold.
public final class ProofProgram {
    private static final Map<String, String> CI =
            sizes("trace=1 clock=3 fiu=8 simulate=11 mutate=20000 power=15 kill=30 inject=80");
    private static final Map<String, String> NIGHTLY =
            sizes(
                    "trace=1 clock=20 fiu=100 simulate=1 mutate=1000000 power=300 kill=1000 inject=1");

    private ProofProgram() {}

    private static Map<String, String> sizes(String pairs) {
        Map<String, String> sizes = new HashMap<>();
        for (String pair : pairs.split(" ", -1)) {
            String[] words = pair.split("=", 2);
            sizes.put(words[0], words[1]);
        }
        return sizes;
    }

    public static void main(String[] args) throws IOException, StoreException {
        Map<String, String> given = new HashMap<>();
        for (String arg : args) {
            String[] pair = arg.split("=", 2);
            if (pair[0].equals("all")) {
                (pair[1].equals("nightly") ? NIGHTLY : CI).forEach(given::putIfAbsent);
            } else {
                given.put(pair[0], pair[1]);
            }
        }
        Path work = Path.of(given.getOrDefault("work", System.getProperty("java.io.tmpdir")));
        Path place = Files.createTempDirectory(Files.createDirectories(work), "fieldproof-proof");
        long seed = Long.parseLong(given.getOrDefault("seed", "1"));
        Mutant mutant = Mutant.valueOf(given.getOrDefault("mutant", "NONE"));
        System.out.println("| proof | cuts | accepted | lost | wrong | half | complaints |");
        System.out.println("|---|---|---|---|---|---|---|");
        boolean holds = true;
        for (Verdict verdict : run(given, place, seed, mutant)) {
            holds &= verdict.holds();
        }
        Trees.delete(place);
        System.exit(holds ? 0 : 1);
    }

    private static List<Verdict> run(
            Map<String, String> given, Path place, long seed, Mutant mutant)
            throws IOException, StoreException {
        List<Verdict> verdicts = new ArrayList<>();
        for (String proof :
                List.of("trace", "clock", "fiu", "simulate", "mutate", "power", "kill", "inject")) {
            if (given.containsKey(proof)) {
                int size = Integer.parseInt(given.get(proof));
                Verdict verdict =
                        switch (proof) {
                            case "kill" -> new KillLoop(place, seed, mutant).run(size);
                            case "power" -> new PowerCuts(place, seed, mutant).run(size);
                            case "simulate" -> new SimulatedCuts(seed, mutant).run(size);
                            case "trace" -> new SyscallTrace(place, mutant).run();
                            case "clock" -> new PreloadedFaults(place, seed).jumpingClock(size);
                            case "fiu" -> new PreloadedFaults(place, seed).failingCalls(size);
                            case "inject" -> new Injections(place, seed, mutant).run(size);
                            default -> new MutationCampaign(seed, mutant).run(size);
                        };
                System.out.println(verdict);
                verdicts.add(verdict);
            }
        }
        return verdicts;
    }
}
