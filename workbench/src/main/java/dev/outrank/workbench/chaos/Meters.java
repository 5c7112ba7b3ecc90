package dev.outrank.workbench.chaos;

import dev.outrank.workbench.characterize.PrometheusText;
import dev.outrank.workbench.stack.ServiceMetrics;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What services count themselves. */
final class Meters {

    private static final String THREADS = "jvm_threads_live_threads";

    /** Gauges of what is under way, by their names; limits and capacities are none. */
    private static final Pattern UNDER_WAY = Pattern.compile(
            "# TYPE (outrank_(?!\\S*(?:limit|capacity|max))\\S*(?:inflight|in_flight|outstanding|queue|held|waiting)\\S*) gauge");

    private Meters() {}

    private static String read(Stage stage, String service) throws InterruptedException {
        return new ServiceMetrics(stage.stack()).of(service);
    }

    /** Returns each gauge of what is under way, of all serving services, as {@code service gauge}. */
    static Map<String, Double> underWay(Stage stage) throws InterruptedException {
        Map<String, Double> found = new TreeMap<>();
        for (String service : stage.stack().shape().servingNames()) {
            String text = read(stage, service);
            PrometheusText values = new PrometheusText(text);
            Matcher gauges = UNDER_WAY.matcher(text);
            while (gauges.find()) {
                found.put(service + " " + gauges.group(1), values.sum(gauges.group(1)));
            }
        }
        return found;
    }

    /** Returns how many threads each serving service has. */
    static Map<String, Double> threads(Stage stage) throws InterruptedException {
        Map<String, Double> found = new TreeMap<>();
        for (String service : stage.stack().shape().servingNames()) {
            found.put(service, new PrometheusText(read(stage, service)).sum(THREADS));
        }
        return found;
    }

    /** Returns 1 if a replica or a ranking has answered since its start, else 0. */
    static int isServing(Stage stage, String service) throws InterruptedException {
        PrometheusText values = new PrometheusText(read(stage, service));
        double answered = values.sum("outrank_embedding_requests_total") + values.sum("outrank_ranking_requests_total");
        return answered > 0 ? 1 : 0;
    }
}
