package org.fieldproof.views.fake;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fieldproof.views.perspective.FilePrompt;

/// A person who has chosen already.
public final class FakePrompt implements FilePrompt {
    /// What is chosen next; empty for somebody who thinks better of it.
    public Optional<Path> next = Optional.empty();

    @Override
    public Optional<Path> folder(String title) {
        return next;
    }

    @Override
    public Optional<Path> file(String title, String kind, List<String> patterns) {
        return next;
    }

    @Override
    public Optional<Path> save(String title, String name) {
        return next;
    }
}
