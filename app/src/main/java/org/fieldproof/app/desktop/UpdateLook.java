package org.fieldproof.app.desktop;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.Endpoint;

/// Asks an address that a person has given for the newest version: one GET, without a word of this
/// installation, followed nowhere else. What comes back is read as data and shown; nothing is ever
/// fetched or installed by it. Waits: not for the FX thread.
final class UpdateLook {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int BYTES_MAX = 64 << 10;
    private static final int WORDS_MAX = 200;
    private static final BodyHandler<byte[]> BODY = BodyHandlers.ofByteArray();
    private static final Pattern VERSION =
            Pattern.compile("[0-9]{1,9}([.][0-9]{1,9}){0,3}([-+][0-9A-Za-z.-]{1,40})?");

    private UpdateLook() {}

    /// @param present the version that runs
    static Outcome at(String address, String present) {
        return at(address, present, ANSWER);
    }

    /// @param limit of the whole answer
    static Outcome at(String address, String present, Duration limit) {
        try {
            URI uri = new URI(address.strip());
            if (!VERSION.matcher(present).matches()) {
                return refused(
                        "APP-0933",
                        uri.getHost() + "",
                        "What runs has no version to compare with: " + present + ".",
                        "Run a build that was installed or packaged.");
            }
            if (!isAllowed(uri)) {
                return refused(
                        "APP-0930",
                        address,
                        "It is no https address.",
                        "Write an address such as https://intranet.example/fieldproof.json; http"
                                + " only for this machine itself.");
            }
            return answer(uri, present, limit);
        } catch (URISyntaxException _) {
            return refused(
                    "APP-0930",
                    address,
                    "It is no address.",
                    "Write an address such as https://intranet.example/fieldproof.json.");
        } catch (JacksonException e) {
            return unfit(address, "it is no JSON object");
        } catch (IOException e) {
            return unreachable(address, e.toString());
        }
    }

    private static boolean isAllowed(URI uri) {
        String host = uri.getHost() == null ? "" : uri.getHost();
        return !host.isEmpty()
                && uri.getUserInfo() == null
                && ("https".equalsIgnoreCase(uri.getScheme())
                        || ("http".equalsIgnoreCase(uri.getScheme()) && Endpoint.isLoopback(host)));
    }

    private static Outcome answer(URI uri, String present, Duration limit) throws IOException {
        HttpClient client =
                HttpClient.newBuilder()
                        .connectTimeout(CONNECT)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(uri)
                            .header("Accept", "application/json")
                            .header("User-Agent", "fieldproof")
                            .build();
            // The limit of time is one for everything: a body that trickles is no answer.
            HttpResponse<byte[]> response =
                    client.sendAsync(request, BodyHandlers.limiting(BODY, BYTES_MAX))
                            .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                            .join();
            return response.statusCode() == 200
                    ? seen(new ObjectMapper().readTree(response.body()), uri.toString(), present)
                    : unreachable(uri.toString(), "it answers with " + response.statusCode());
        } catch (CompletionException e) {
            return unreachable(uri.toString(), reason(e, limit));
        } finally {
            client.shutdownNow();
        }
    }

    private static String reason(CompletionException e, Duration limit) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause instanceof TimeoutException
                ? "no whole answer within " + limit.toMillis() + " ms"
                : cause.toString();
    }

    private static Outcome seen(JsonNode said, String address, String present) {
        String offered = said.path("version").asText("");
        String page = said.path("page").asText("");
        if (!VERSION.matcher(offered).matches() || page.length() > WORDS_MAX) {
            return unfit(address, "it holds no version");
        }
        if (!page.isEmpty() && !page.matches("https://[\\x21-\\x7e]+")) {
            return unfit(address, "its page is no https address");
        }
        boolean newer = Version.parse(offered).compareTo(Version.parse(present)) > 0;
        return new Outcome.UpdateSeen(present, offered, newer, page);
    }

    private static Outcome unfit(String address, String why) {
        return refused(
                "APP-0932",
                address,
                "What it answers cannot be used: " + why + ".",
                "It must be a JSON object such as {\"version\": \"1.2.0\", \"page\":"
                        + " \"https://intranet.example/fieldproof\"}.");
    }

    private static Outcome unreachable(String address, String why) {
        return refused(
                "APP-0931",
                address,
                "Newer versions cannot be looked for: " + why + ".",
                "Check address and network, or leave it off: everything works without.");
    }

    private static Outcome refused(String code, String address, String message, String remedy) {
        return new Outcome.Refused(Problem.error(code, "updates at " + address, message, remedy));
    }
}
