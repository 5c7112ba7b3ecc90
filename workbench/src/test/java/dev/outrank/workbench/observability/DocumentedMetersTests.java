package dev.outrank.workbench.observability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.workbench.observability.PromQl.Selector;
import dev.outrank.workbench.stack.TestStack;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** That whoever reads a query finds its meters in {@code docs/metrics.md}, which is generated from the code. */
final class DocumentedMetersTests {

    private static final Pattern NAME = Pattern.compile("`([a-z][a-z0-9_]+)`");
    private static final Pattern PART = Pattern.compile("_(bucket|count|sum|max)$");
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.+), \\w+\\)");

    /** What Prometheus makes itself. */
    private static final Set<String> OF_PROMETHEUS = Set.of("up", "ALERTS");

    private static Stream<String> queries() throws IOException {
        Stream<String> rules = Rule.all().stream().map(rule -> rule.query().text());
        Stream<String> dashboards = Dashboard.all().stream().flatMap(DocumentedMetersTests::queries);
        return Stream.concat(rules, dashboards);
    }

    private static Stream<String> queries(Dashboard dashboard) {
        Stream<String> variables = dashboard.variables().stream().skip(1).map(variable -> LABEL_VALUES
                .matcher(variable.required("definition").asString())
                .replaceAll("$1"));
        Stream<String> annotations = dashboard.annotations().stream()
                .map((JsonNode annotation) -> annotation.required("expr").asString());
        return Stream.of(dashboard.queries().stream().map(Query::text), variables, annotations)
                .flatMap(texts -> texts);
    }

    private static Set<String> documented() throws IOException {
        return NAME.matcher(Files.readString(TestStack.ROOT.resolve("docs/metrics.md")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    @Test
    void asksOnlyForMetersThatAreDocumented() throws IOException {
        Set<String> known = documented();
        Set<String> recorded = Rule.all().stream().map(Rule::name).collect(Collectors.toSet());

        assertThat(queries().flatMap(text -> PromQl.selectors(text).stream()).map(Selector::metric))
                .isNotEmpty()
                .filteredOn(metric -> !OF_PROMETHEUS.contains(metric) && !recorded.contains(metric))
                .allSatisfy(metric -> assertThat(known)
                        .containsAnyOf(metric, PART.matcher(metric).replaceFirst("")));
    }
}
