package dev.outrank.workbench.observability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a Prometheus by its HTTP API, version 1. */
final class Prometheus {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int OK = 200;

    private final HttpClient http;
    private final String base;

    /** Asks at a port of this machine; the client stays the caller's. */
    Prometheus(HttpClient http, int port) {
        this.http = http;
        this.base = "http://127.0.0.1:" + port + "/api/v1/";
    }

    /**
     * One series' value.
     *
     * @param labels by name
     * @param value may be NaN
     */
    record Sample(Map<String, String> labels, double value) {}

    /**
     * Returns what a query gives now; a scalar has no labels.
     *
     * @throws RefusedQueryException if Prometheus refuses it
     */
    List<Sample> query(String text) {
        JsonNode data = post("query", Map.of("query", text));
        JsonNode result = data.required("result");
        return switch (data.required("resultType").asString()) {
            case "vector" -> result.valueStream().map(Prometheus::sample).toList();
            case "scalar" -> List.of(new Sample(Map.of(), number(result)));
            default -> throw new AssertionError(text + ": " + data + " (expected: a vector or a scalar)");
        };
    }

    private static Sample sample(JsonNode series) {
        Map<String, String> labels = series.required("metric")
                .propertyStream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, label -> label.getValue().asString()));
        return new Sample(labels, number(series.required("value")));
    }

    private static double number(JsonNode timed) {
        String text = timed.required(1).asString();
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** Returns the values that a label has in the series of a selector, as {@code label_values} of a dashboard does. */
    List<String> labelValues(String selector, String label) {
        return get("label/" + label + "/values?match[]=" + encoded(selector))
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    /** Returns the targets that it scrapes. */
    List<JsonNode> targets() {
        return get("targets?state=active")
                .required("activeTargets")
                .valueStream()
                .toList();
    }

    /** Returns the rules that it evaluates, as they went. */
    List<JsonNode> rules() {
        return get("rules")
                .required("groups")
                .valueStream()
                .flatMap(group -> group.required("rules").valueStream())
                .toList();
    }

    private JsonNode get(String path) {
        return send(HttpRequest.newBuilder(
                URI.create(base + path.replace("[", "%5B").replace("]", "%5D"))));
    }

    private JsonNode post(String path, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            var answer = http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
            if (answer.statusCode() != OK) {
                throw new RefusedQueryException(answer.body());
            }
            return JsonMapper.shared().readTree(answer.body()).required("data");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while Prometheus was asked", e);
        }
    }

    /** A query that Prometheus does not take, with its reason. */
    static final class RefusedQueryException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        RefusedQueryException(String message) {
            super(message);
        }
    }
}
