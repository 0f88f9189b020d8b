package org.fieldproof.views.fake;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.support.SupportBundle;
import org.fieldproof.api.support.SupportDesk;
import org.fieldproof.api.support.SupportFile;

/// A support desk that answers when it is told to.
public final class FakeSupport implements SupportDesk {
    /// False: the answers of [#collect] wait in `held`.
    public boolean atOnce = true;

    /// Present: the next answer of [#save] is this one, when it is completed.
    public Optional<CompletableFuture<Outcome>> saving = Optional.empty();

    public final List<CompletableFuture<Outcome>> held = new ArrayList<>();
    public Optional<Path> saved = Optional.empty();
    public Optional<Problem> refusal = Optional.empty();
    public boolean payloads;
    public int cancelled;

    @Override
    public CompletionStage<Outcome> collect(List<Problem> shown, boolean wanted) {
        payloads = wanted;
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        if (atOnce) {
            answer.complete(new Outcome.SupportCollected(bundle(shown, wanted)));
        } else {
            held.add(answer);
        }
        return answer;
    }

    /// What is collected of a plant that has a few problems.
    public static SupportBundle bundle(List<Problem> shown, boolean payloads) {
        List<SupportFile> files = new ArrayList<>();
        files.add(file("README.txt", "A support bundle of Fieldproof.\nIt was sent nowhere.\n", 0));
        files.add(file("versions.txt", "Fieldproof           0.1.0\nJava     25.0.3\n", 0));
        StringBuilder problems = new StringBuilder();
        shown.forEach(each -> problems.append(each.oneLine()).append('\n'));
        files.add(file("problems.txt", problems.toString(), 0));
        files.add(
                file(
                        "project/project.yaml",
                        "fieldproof: 1\nname: field-demo\nconnections:\n  - id: devices\n"
                                + "    password: ***\n",
                        2));
        files.add(file("console/threads.txt", "#31 \"fp-log\"\n\n".repeat(400), 0));
        if (payloads) {
            files.add(file("payloads/last.jsonl", "{\"seq\":1,\"payload\":\"21.5\"}\n", 0));
        }
        files.add(file("manifest.json", "{}\n", 0));
        return new SupportBundle("fieldproof-support-20260102-0304.zip", files);
    }

    private static SupportFile file(String name, String text, int masked) {
        TreeMap<String, Integer> kinds = new TreeMap<>();
        if (masked > 0) {
            kinds.put("known secret", masked);
        }
        return new SupportFile(name, text, kinds);
    }

    @Override
    public CompletionStage<Outcome> save(SupportBundle bundle, Path file) {
        if (saving.isPresent()) {
            return saving.get();
        }
        if (refusal.isEmpty()) {
            saved = Optional.of(file);
        }
        return CompletableFuture.completedFuture(
                refusal.<Outcome>map(Outcome.Refused::new)
                        .orElseGet(() -> new Outcome.Done(file.toString())));
    }

    @Override
    public void cancel() {
        cancelled++;
        held.forEach(answer -> answer.complete(new Outcome.SupportCancelled()));
        held.clear();
    }
}
