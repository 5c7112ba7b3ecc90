package dev.outrank.workbench.characterize;

import dev.outrank.bundle.failure.DependencyException;
import dev.outrank.workbench.stack.ServiceGroup;
import dev.outrank.workbench.stack.StackPorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the services of a group have counted.
 *
 * @param lookups that ranking has sent
 * @param lookupBytes of the frames of lookups and their answers
 * @param stageSeconds time of each computing stage in all processes. Each runs on one thread and waits for nobody, so that it is CPU time where there are
 *     processors for all, and more where others have them meanwhile
 */
record MeterReading(double lookups, double lookupBytes, Map<String, Double> stageSeconds) {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String RANKING_STAGES = "outrank_ranking_stage_seconds_sum";
    private static final String SHARD_STAGES = "outrank_embedding_stage_seconds_sum";
    private static final String OF_SHARDS = "shard.";
    private static final Set<String> WAITING = Set.of("queue", "network", "shard.queue");

    MeterReading {
        stageSeconds = new TreeMap<>(stageSeconds);
    }

    /** Reads the meters of all services of a group. */
    static MeterReading of(ServiceGroup services) throws InterruptedException {
        List<PrometheusText> texts = new ArrayList<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int port : services.ports()) {
                texts.add(read(http, port));
            }
        }
        return of(texts);
    }

    private static PrometheusText read(HttpClient http, int port) throws InterruptedException {
        URI metrics = URI.create("http://127.0.0.1:" + StackPorts.management(port) + "/actuator/prometheus");
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(metrics).timeout(TIMEOUT).build();
            return new PrometheusText(
                    http.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new DependencyException(metrics + ": " + e + " (expected: metrics)", e);
        }
    }

    /** Returns the sums over services. Ranking knows of its shards only what it has waited for: they say themselves what they did. */
    static MeterReading of(List<PrometheusText> services) {
        double lookups = 0;
        double bytes = 0;
        Map<String, Double> ranking = new TreeMap<>();
        Map<String, Double> shards = new TreeMap<>();
        for (PrometheusText text : services) {
            lookups += text.sum("outrank_ranking_shard_lookup_seconds_count");
            bytes += text.sum("outrank_ranking_lookup_sent_bytes_total")
                    + text.sum("outrank_ranking_lookup_received_bytes_total");
            add(text.sums(RANKING_STAGES, "stage"), ranking);
            add(text.sums(SHARD_STAGES, "stage"), shards);
        }
        if (!shards.isEmpty()) {
            ranking.keySet().removeIf(stage -> stage.startsWith(OF_SHARDS));
        }
        add(shards, ranking);
        ranking.keySet().removeAll(WAITING);
        return new MeterReading(lookups, bytes, ranking);
    }

    private static void add(Map<String, Double> some, Map<String, Double> sums) {
        some.forEach((stage, seconds) -> sums.merge(stage, seconds, Double::sum));
    }

    /** Returns what was counted since an earlier reading, for each of so many requests. */
    MeterReading since(MeterReading before, double requests) {
        Map<String, Double> stages = new TreeMap<>();
        stageSeconds.forEach((stage, seconds) ->
                stages.put(stage, (seconds - before.stageSeconds.getOrDefault(stage, 0.0)) / requests));
        return new MeterReading(
                (lookups - before.lookups) / requests, (lookupBytes - before.lookupBytes) / requests, stages);
    }
}
