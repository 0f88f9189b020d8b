package org.fieldproof.api.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// A page for reading as PDF. It is a copy: what proves anything are the files that it is of, whose
/// hashes and keys are told on each page.
///
/// @param sources the evidence files, which are checked as it is written
/// @param to where it is written, whole or not at all
public record PdfOrder(Content content, List<Path> sources, Words words, Paper paper, Path to) {
    public PdfOrder {
        sources = List.copyOf(sources);
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("sources: none (expected: what it is a copy of)");
        }
    }

    /// What is to be read.
    public sealed interface Content permits SignedPage, Report {}

    /// The page that is in the one source, word for word as it was signed.
    ///
    /// @param cover what stands before it for who reads another language; may be empty
    /// @param language of the cover, or that of the page where there is none
    public record SignedPage(List<Report.Block> cover, Locale language) implements Content {
        public SignedPage {
            cover = List.copyOf(cover);
        }
    }

    /// What stands on each page, in the reader's language.
    ///
    /// @param notice that it is a copy for reading
    /// @param page which of how many, such as `{0} of {1}`
    /// @param source a file's name, hash and key: `{0}`, `{1}`, `{2}`
    /// @param forged that a file, `{0}`, does not verify
    public record Words(String notice, String page, String source, String forged) {}
}
