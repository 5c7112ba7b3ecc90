package dev.outrank.workbench.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What the demo learns of one model by one interface. Not thread-safe. */
final class ModelReport {

    /** Latencies up to a minute, three significant digits. */
    private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(1);

    private static final int SIGNIFICANT_DIGITS = 3;
    private static final double MICROS_PER_MILLI = 1e3;

    private final DemoModel model;
    private final Interface api;
    private final int candidates;
    private final Histogram micros = new Histogram(HIGHEST_MICROS, SIGNIFICANT_DIGITS);
    private final Map<String, Double> stageMillis = new LinkedHashMap<>();
    private final List<Check> checks = new ArrayList<>();

    /**
     * A comparison and its outcome.
     *
     * @param claim what should hold
     * @param evidence what was found, a number or a few words
     * @param holds whether it does
     */
    record Check(String claim, String evidence, boolean holds) {}

    ModelReport(DemoModel model, Interface api, int candidates) {
        this.model = model;
        this.api = api;
        this.candidates = candidates;
    }

    DemoModel model() {
        return model;
    }

    Interface api() {
        return api;
    }

    int candidates() {
        return candidates;
    }

    void add(Scored scored) {
        micros.recordValue(Math.min(HIGHEST_MICROS, TimeUnit.NANOSECONDS.toMicros(scored.nanos())));
        scored.stages().forEach((stage, millis) -> stageMillis.merge(stage, millis, Double::sum));
    }

    void check(String claim, String evidence, boolean holds) {
        checks.add(new Check(claim, evidence, holds));
    }

    long requests() {
        return micros.getTotalCount();
    }

    double millisAt(double percentile) {
        return micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
    }

    /** Returns the mean of a stage over all requests, 0 where it did not happen. */
    double meanMillis(String stage) {
        return stageMillis.getOrDefault(stage, 0.0) / Math.max(1, requests());
    }

    boolean hasStage(String stage) {
        return stageMillis.containsKey(stage);
    }

    List<Check> checks() {
        return List.copyOf(checks);
    }

    boolean allHold() {
        return checks.stream().allMatch(Check::holds);
    }
}
