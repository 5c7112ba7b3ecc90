package dev.outrank.workbench.characterize;

import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.workbench.stack.StackPorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Reads from a ranking service how many lookups it has sent. */
final class LookupCounter {

    private static final String METRIC = "outrank_ranking_shard_lookup_seconds_count{";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private LookupCounter() {}

    /** Returns the lookups since the service's start, of all shards and outcomes. */
    static double of(int rankingPort) throws InterruptedException {
        URI metrics = URI.create("http://127.0.0.1:" + StackPorts.management(rankingPort) + "/actuator/prometheus");
        try (HttpClient http = HttpClient.newHttpClient()) {
            return sum(
                    http.send(HttpRequest.newBuilder(metrics).timeout(TIMEOUT).build(), BodyHandlers.ofString())
                            .body());
        } catch (IOException e) {
            throw new DependencyException(metrics + ": " + e + " (expected: metrics)", e);
        }
    }

    static double sum(String metrics) {
        return metrics.lines()
                .filter(line -> line.startsWith(METRIC))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
