package org.fieldproof.drill.evidence;

final class ReportHtml {
    private ReportHtml() {}

    static String render(Evidence evidence, String signer) {
        return "<!doctype html><title>"
                + Words.html(evidence.facts().title())
                + signer
                + "</title>";
    }
}
