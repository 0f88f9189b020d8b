package org.fieldproof.app.desktop;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor.Version;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
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

    private UpdateLook() {}

    /// @param present the version that runs
    static Outcome at(String address, String present) {
        try {
            URI uri = new URI(address.strip());
            if (!isAllowed(uri)) {
                return refused(
                        "APP-0930",
                        address,
                        "It is no https address.",
                        "Write an address such as https://intranet.example/fieldproof.json; http"
                                + " only for this machine itself.");
            }
            return answer(uri, present);
        } catch (URISyntaxException _) {
            return refused(
                    "APP-0930",
                    address,
                    "It is no address.",
                    "Write an address such as https://intranet.example/fieldproof.json.");
        } catch (JacksonException | IllegalArgumentException e) {
            return unfit(address, "it does not say a version: " + e.getMessage());
        } catch (IOException e) {
            return unreachable(address, e.toString());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return unreachable(address, "the console ends");
        }
    }

    private static boolean isAllowed(URI uri) {
        String host = uri.getHost() == null ? "" : uri.getHost();
        return !host.isEmpty()
                && ("https".equalsIgnoreCase(uri.getScheme())
                        || ("http".equalsIgnoreCase(uri.getScheme()) && Endpoint.isLoopback(host)));
    }

    private static Outcome answer(URI uri, String present)
            throws IOException, InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder()
                        .connectTimeout(CONNECT)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build()) {
            HttpRequest request =
                    HttpRequest.newBuilder(uri)
                            .timeout(ANSWER)
                            .header("Accept", "application/json")
                            .build();
            HttpResponse<InputStream> response =
                    client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    return unreachable(uri.toString(), "it answers with " + response.statusCode());
                }
                byte[] bytes = body.readNBytes(BYTES_MAX + 1);
                if (bytes.length > BYTES_MAX) {
                    return unfit(uri.toString(), "it is larger than 64 KiB");
                }
                return seen(new ObjectMapper().readTree(bytes), uri.toString(), present);
            } finally {
                client.shutdownNow();
            }
        }
    }

    private static Outcome seen(JsonNode said, String address, String present) {
        String offered = said.path("version").asText("");
        String page = said.path("page").asText("");
        if (offered.isEmpty() || offered.length() > WORDS_MAX || page.length() > WORDS_MAX) {
            return unfit(address, "it holds no version");
        }
        if (!page.isEmpty() && !page.startsWith("https://")) {
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
