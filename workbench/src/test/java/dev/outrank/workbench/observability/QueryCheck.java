package dev.outrank.workbench.observability;

import dev.outrank.workbench.observability.PromQl.Selector;
import dev.outrank.workbench.observability.Prometheus.RefusedQueryException;
import dev.outrank.workbench.observability.Prometheus.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Asks a Prometheus everything that dashboards and rules would ask, and returns what is wrong with the answers. Each query must be taken, and give numbers; each selector in
 * it must find series, so that no {@code or vector(0)} hides a name that nobody has.
 */
final class QueryCheck {

    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.+), (\\w+)\\)");
    private static final String ALL = ".*";

    /** Series that only Prometheus has, and only while an alert fires. */
    private static final String ALERTS = "ALERTS";

    /** Matches nothing as long as no request has ended so, which is as it should be. Its metric and its labels must be there all the same. */
    private static final Pattern OUTCOME_OF_FAILURES = Pattern.compile(
            "outrank_(gateway|ranking)_request_seconds_count\\{.*outcome=~?\"(caller|cancelled|capacity|degraded|dependency|internal|\\|)+\"\\}");

    /** Meters whose tags are known only once it happens: a shard is lost, a ranking service is not reached. That their names are right, {@code docs/metrics.md} says. */
    private static final Set<String> NOT_YET = Set.of(
            "outrank_ranking_lost_lookups_total",
            "outrank_gateway_retries_total",
            "outrank_gateway_retries_denied_total",
            "outrank_gateway_replica_ejections_total");

    private final Prometheus prometheus;
    private final List<String> complaints = new ArrayList<>();

    private QueryCheck(Prometheus prometheus) {
        this.prometheus = prometheus;
    }

    /** Returns what is wrong, a line each. */
    static List<String> complaints(Prometheus prometheus) throws IOException {
        QueryCheck check = new QueryCheck(prometheus);
        for (Dashboard dashboard : Dashboard.all()) {
            check.check(dashboard);
        }
        for (Rule rule : Rule.all()) {
            check.check(rule);
        }
        return check.complaints.stream().distinct().toList();
    }

    private void check(Dashboard dashboard) {
        Map<String, String> all = Map.of(
                "__rate_interval",
                "1m",
                "__interval",
                "15s",
                "__range",
                "15m",
                "model",
                ALL,
                "shard",
                ALL,
                "job",
                ALL,
                "instance",
                ALL);
        for (JsonNode variable :
                dashboard.variables().subList(1, dashboard.variables().size())) {
            variable(
                    dashboard.file(),
                    PromQl.substitute(variable.required("definition").asString(), all));
        }
        for (Query query : dashboard.queries()) {
            gives(query.place(), PromQl.substitute(query.text(), all));
        }
        for (JsonNode annotation : dashboard.annotations()) {
            isTaken(
                    dashboard.file() + " annotation "
                            + annotation.required("name").asString(),
                    annotation.required("expr").asString());
        }
    }

    private void check(Rule rule) {
        String text = rule.query().text();
        if (rule.isAlert()) {
            // Empty is what it should be.
            isTaken(rule.query().place(), text);
        } else {
            gives(rule.query().place(), text);
            gives(rule.query().place() + " as recorded", rule.name());
        }
    }

    private void variable(String file, String definition) {
        Matcher parts = LABEL_VALUES.matcher(definition);
        if (!parts.matches()
                || prometheus.labelValues(parts.group(1), parts.group(2)).isEmpty()) {
            complaints.add(file + ": " + definition + " gives nothing");
        }
    }

    private void gives(String place, String text) {
        List<Sample> samples = isTaken(place, text);
        if (samples.isEmpty()) {
            complaints.add(place + ": gives nothing: " + text);
        }
        samples.stream()
                .filter(sample -> !Double.isFinite(sample.value()))
                .forEach(sample -> complaints.add(place + ": " + sample + ": " + text));
    }

    private List<Sample> isTaken(String place, String text) {
        PromQl.selectors(text).forEach(selector -> finds(place, selector));
        return ask(place, text).toList();
    }

    private Stream<Sample> ask(String place, String text) {
        try {
            return prometheus.query(text).stream();
        } catch (RefusedQueryException e) {
            complaints.add(place + ": " + e.getMessage() + ": " + text);
            return Stream.of();
        }
    }

    private void finds(String place, Selector selector) {
        if (selector.metric().equals(ALERTS)
                || NOT_YET.contains(selector.metric())
                || ask(place, selector.text()).findAny().isPresent()) {
            return;
        }
        if (!OUTCOME_OF_FAILURES.matcher(selector.text()).matches()) {
            complaints.add(place + ": no series " + selector.text());
        }
        selector.labels().stream()
                .filter(label ->
                        prometheus.labelValues(selector.metric(), label).isEmpty())
                .forEach(label -> complaints.add(place + ": no " + selector.metric() + " has a label " + label));
    }
}
