package org.fieldproof.connector.influx;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLException;
import org.fieldproof.api.project.Problem;
import org.fieldproof.connector.tls.CertificateFault;
import org.jspecify.annotations.Nullable;

/// Puts into words what a server answers, and what it does not.
final class InfluxProblems {
    private static final int QUOTE_MAX = 300;

    private final String object;
    private final String server;

    InfluxProblems(String connectorId, InfluxConfig config) {
        this.object = "destination " + connectorId;
        this.server = config.server().toString();
    }

    static Problem ownCertificate(String connectorId, GeneralSecurityException e) {
        return Problem.error(
                "INFL-0110",
                "destination " + connectorId,
                "Our own certificate or key cannot be used: " + quoted(e.getMessage()),
                "Check that `tls.certificate` and `tls.key` belong together.");
    }

    Problem of(IOException e) {
        if (has(e, SSLException.class)) {
            return Problem.error(
                    "INFL-0102",
                    object,
                    "TLS with "
                            + server
                            + " does not come about: "
                            + CertificateFault.told(e, quoted(e.getMessage())),
                    "Compare the server's certificate with `host` and `tls.trust`; nothing is sent"
                            + " until they agree.");
        }
        String cause =
                has(e, UnknownHostException.class)
                        ? "its name is not known here."
                        : has(e, ConnectException.class) || has(e, NoRouteToHostException.class)
                                ? "nothing listens there, or it cannot be reached."
                                : has(e, SocketTimeoutException.class)
                                                || "timeout".equals(e.getMessage())
                                        ? "it gives no answer in time."
                                        : "the line broke: " + quoted(e.getMessage());
        return Problem.error(
                "INFL-0101",
                object,
                server + " is not reached: " + cause,
                "Check that the server runs and that the network lets us through; delivery resumes"
                        + " by itself.");
    }

    /// An answer that concerns the destination and not a line.
    Problem of(InfluxHttp.Answer answer) {
        String words = quoted(answer.body());
        return switch (answer.status()) {
            case 401, 403 ->
                    Problem.error(
                            "INFL-0103",
                            object,
                            server + " does not let us write: " + words,
                            "Correct `user` and `password`, or `token`, or grant the right to"
                                    + " write.");
            case 404 ->
                    Problem.error(
                            "INFL-0104",
                            object,
                            server + " does not know where to write: " + words,
                            "Create the database or bucket, or correct its name; check `server`,"
                                    + " too.");
            case 408, 429, 500, 502, 503, 504 ->
                    Problem.error(
                            "INFL-0106",
                            object,
                            server + " cannot take lines now (" + answer.status() + "): " + words,
                            "It is asked again by itself; if this stays, look at its log, memory"
                                    + " and disk.");
            default ->
                    Problem.error(
                            "INFL-0109",
                            object,
                            server + " answers " + answer.status() + ": " + words,
                            "Check that `host`, `port` and `server` name the right server.");
        };
    }

    static boolean needsPerson(Problem problem) {
        return switch (problem.code()) {
            case "INFL-0102", "INFL-0103", "INFL-0104", "INFL-0107", "INFL-0109", "INFL-0110" ->
                    true;
            default -> false;
        };
    }

    Problem startedAnew() {
        return Problem.warning(
                "INFL-0105",
                object,
                "The server was started anew before what it had answered for was sure to be on its"
                        + " disk.",
                "Nothing to do: these records are written again.");
    }

    Problem otherKind(String found) {
        return Problem.error(
                "INFL-0107",
                object,
                server + " answers as " + found + ", which `server` does not say.",
                "Correct `server`: texts, hold times and paths depend on it.");
    }

    Problem closed() {
        return Problem.error(
                "INFL-0108",
                object,
                "The destination is closed.",
                "Records wait until the gateway starts it again.");
    }

    Problem refusedLine(String body) {
        return Problem.error(
                "INFL-0301",
                object,
                "The server refuses the point: " + quoted(body),
                "Look at the record in quarantine; retry it when the cause is gone.");
    }

    Problem typeConflict(String body) {
        return Problem.error(
                "INFL-0302",
                object,
                "A field has another type than before: " + quoted(body),
                "Use `numbers: float`, or give this device a measurement of its own; then retry.");
    }

    Problem beyondRetention() {
        return Problem.error(
                "INFL-0303",
                object,
                "The point is older than the server's retention.",
                "Lengthen the retention policy and retry, or set `beyondRetention: drop`.");
    }

    Problem unwritable(String why) {
        return Problem.error(
                "INFL-0305",
                object,
                "The record cannot be a point: " + why + ".",
                "Take the payload apart before it comes here, or discard the record.");
    }

    Problem noDedup() {
        return Problem.warning(
                "INFL-0401",
                object,
                "The server keeps a point twice that is written twice, as a replay does.",
                "Start VictoriaMetrics with -dedup.minScrapeInterval=1ms.");
    }

    Problem noMark() {
        return Problem.warning(
                "INFL-0402",
                object,
                "The server does not say at /metrics when it was started, so a restart within the"
                        + " hold goes unnoticed.",
                "Let /metrics through to this gateway.");
    }

    static String quoted(@Nullable String text) {
        String line =
                text == null || text.isBlank()
                        ? "no reason given."
                        : text.strip().lines().findFirst().orElse("");
        return line.length() > QUOTE_MAX ? line.substring(0, QUOTE_MAX) + "..." : line;
    }

    private static boolean has(Throwable error, Class<? extends Throwable> kind) {
        Throwable at = error;
        for (int depth = 0; depth < 8 && at != null; depth++) {
            if (kind.isInstance(at)) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }
}
