package dev.outrank.workbench.demo;

import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.workbench.requests.GeneratedRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Sends requests to a gateway, or straight to a ranking service. Thread-safe. */
final class ModelClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http;
    private final String base;

    ModelClient(HttpClient http, int port) {
        this.http = http;
        this.base = "http://127.0.0.1:" + port;
    }

    /**
     * Returns the scores of a request by one of the interfaces.
     *
     * @throws RefusedException if the answer is not 200
     */
    Scored score(Interface api, GeneratedRequest request) throws InterruptedException {
        URI uri = URI.create(base + api.path(request.manifest().name()));
        HttpRequest post = HttpRequest.newBuilder(uri)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(api.body(request)))
                .build();
        long begin = System.nanoTime();
        HttpResponse<String> answer = send(post);
        long nanos = System.nanoTime() - begin;
        if (answer.statusCode() != 200) {
            throw new RefusedException(uri.toString(), answer.statusCode(), answer.body());
        }
        return new Scored(
                api.scores(answer.body(), request.candidateIds()),
                nanos,
                ServerTiming.parse(answer.headers().allValues("Server-Timing")));
    }

    private HttpResponse<String> send(HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new DependencyException(
                    request.method() + " " + request.uri() + " failed: " + e + " (expected: an answer)", e);
        }
    }
}
