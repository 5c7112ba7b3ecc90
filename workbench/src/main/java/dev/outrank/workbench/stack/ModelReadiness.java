package dev.outrank.workbench.stack;

import dev.outrank.bundle.failure.DependencyException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;

/** Asks whether models can be served, at the door where callers ask: services that are up may have failed to load them. */
final class ModelReadiness {

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);
    private static final int LONGEST_ANSWER = 300;

    private final HttpClient http;

    ModelReadiness(HttpClient http) {
        this.http = http;
    }

    /** Waits for a while, and throws if there is nothing to wait for any more. */
    interface Pause {
        void await() throws InterruptedException;
    }

    /**
     * Returns once every model answers ready at every port.
     *
     * @throws DependencyException naming the first model that is not ready in time, with the last answer
     */
    void await(Collection<String> models, Collection<Integer> ports, Duration timeout, Pause pause)
            throws InterruptedException {
        long begin = System.nanoTime();
        for (String model : models) {
            for (int port : ports) {
                URI uri = URI.create("http://127.0.0.1:" + port + "/v2/models/" + model + "/ready");
                String answer = answer(uri);
                while (!answer.isEmpty()) {
                    if (System.nanoTime() - begin > timeout.toNanos()) {
                        throw new DependencyException(model + ": not ready after " + timeout.toSeconds() + " s: "
                                + answer + " (expected: HTTP 200 from " + uri + ")");
                    }
                    pause.await();
                    answer = answer(uri);
                }
            }
        }
    }

    /** Returns what speaks against it: nothing if the model is ready. */
    private String answer(URI uri) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(uri).timeout(ANSWER_TIMEOUT).build(), BodyHandlers.ofString());
            String body = answer.body()
                    .substring(0, Math.min(LONGEST_ANSWER, answer.body().length()));
            return answer.statusCode() == 200 ? "" : "HTTP " + answer.statusCode() + " " + body;
        } catch (IOException e) {
            return e.toString();
        }
    }
}
