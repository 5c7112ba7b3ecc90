package dev.outrank.workbench.observability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.workbench.stack.TestStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

final class DashboardFilesTests {

    private static final Path PROVISIONING = TestStack.ROOT.resolve("deploy/grafana/provisioning");
    private static final Pattern LINK = Pattern.compile("/d/([a-z-]+)(\\?.*)?");
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\(.+, \\w+\\)");

    /** As Grafana has them, which shows any other word as it is. */
    private static final Set<String> UNITS =
            Set.of("short", "none", "percent", "percentunit", "s", "reqps", "cps", "ops", "bytes", "Bps");

    private static final Set<String> UNITS_OF_RATES = Set.of("reqps", "cps", "ops", "Bps");
    private static final Pattern RATE = Pattern.compile("(?!.*( / |histogram_quantile)).*\\brate\\(.*");

    /** Of Grafana itself. */
    private static final Set<String> BUILT_IN =
            Set.of("__all", "__rate_interval", "__interval", "__range", "__url_time_range", "__all_variables");

    private static final String SOURCE_VARIABLE = "${datasource}";
    private static final String GRAFANA = "-- Grafana --";
    private static final int COLUMNS = 24;

    static List<Dashboard> dashboards() throws IOException {
        return Dashboard.all();
    }

    private static JsonNode provisioned(String kind) {
        return Rule.YAML.readTree(
                PROVISIONING.resolve(kind).resolve("outrank.yml").toFile());
    }

    private static JsonNode source(String type) {
        return provisioned("datasources")
                .required("datasources")
                .valueStream()
                .filter(source -> Dashboard.type(source).equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static String uid(JsonNode node) {
        return node.required("uid").asString();
    }

    @Test
    void hasTheFourDashboards() throws IOException {
        assertThat(dashboards())
                .extracting(Dashboard::uid)
                .containsExactlyInAnyOrder("outrank-overview", "outrank-shards", "outrank-rollout", "outrank-runtime");
    }

    @Test
    void findsDashboardsWhereTheStackPutsThem() {
        JsonNode provider = provisioned("dashboards").required("providers").required(0);
        JsonNode volumes = Rule.YAML
                .readTree(TestStack.ROOT.resolve("docker-compose.yml").toFile())
                .required("services")
                .required("grafana")
                .required("volumes");

        String path = provider.required("options").required("path").asString();
        assertThat(Dashboard.type(provider)).isEqualTo("file");
        assertThat(volumes.valueStream().map(JsonNode::asString))
                .contains(
                        "./deploy/grafana/dashboards:" + path + ":ro",
                        "./deploy/grafana/provisioning:/etc/grafana/provisioning:ro");
    }

    @Test
    void leadsFromExemplarsToTraces() {
        JsonNode exemplars = source("prometheus").required("jsonData").required("exemplarTraceIdDestinations");

        assertThat(exemplars).hasSize(1);
        assertThat(exemplars.required(0).required("name").asString()).isEqualTo("trace_id");
        assertThat(exemplars.required(0).required("datasourceUid").asString()).isEqualTo(uid(source("jaeger")));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void asksTheProvisionedDataSource(Dashboard dashboard) {
        JsonNode variable = dashboard.variables().getFirst();

        assertThat(Dashboard.type(variable)).isEqualTo("datasource");
        assertThat(variable.required("query").asString()).isEqualTo("prometheus");
        assertThat(variable.required("current").required("value").asString()).isEqualTo(uid(source("prometheus")));
        assertThat(dashboard.dataSources()).isNotEmpty().isSubsetOf(Set.of(SOURCE_VARIABLE, GRAFANA));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void givesEachPanelItsOwnIdAndPlace(Dashboard dashboard) {
        assertThat(dashboard.everyPanel().map(panel -> panel.required("id").asInt()))
                .isNotEmpty()
                .allMatch(id -> id > 0)
                .doesNotHaveDuplicates();
        assertThat(dashboard.everyPanel().flatMap(DashboardFilesTests::cells))
                .as("no two panels at one place")
                .doesNotHaveDuplicates();
        assertThat(dashboard.panels().stream().map(dashboard::place)).doesNotHaveDuplicates();
    }

    private static Stream<List<Integer>> cells(JsonNode panel) {
        JsonNode place = panel.required("gridPos");
        int left = place.required("x").asInt();
        int width = place.required("w").asInt();
        int top = place.required("y").asInt();
        int height = place.required("h").asInt();
        assertThat(left + width).isLessThanOrEqualTo(COLUMNS);
        return Stream.iterate(top, y -> y < top + height, y -> y + 1)
                .flatMap(y ->
                        Stream.iterate(left, x -> x < left + width, x -> x + 1).map(x -> List.of(x, y)));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void explainsEachPanelAndGivesItAUnit(Dashboard dashboard) {
        assertThat(dashboard.panels()).isNotEmpty().allSatisfy(panel -> {
            String place = dashboard.place(panel);
            JsonNode defaults = panel.required("fieldConfig").required("defaults");
            assertThat(panel.required("title").asString()).as(place).isNotBlank();
            assertThat(panel.required("description").asString()).as(place).endsWith(".");
            assertThat(defaults.required("unit").asString()).as(place).isIn(UNITS);
            assertThat(panel.required("targets")).as(place).isNotEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void saysOfRatesThatTheyAreRates(Dashboard dashboard) {
        assertThat(dashboard.panels())
                .filteredOn(panel -> Dashboard.type(panel).equals("timeseries")
                        && expressions(panel)
                                .allMatch(text -> RATE.matcher(text).matches()))
                .isNotEmpty()
                .allSatisfy(panel -> assertThat(defaults(panel).required("unit").asString())
                        .as(dashboard.place(panel))
                        .isIn(UNITS_OF_RATES));
    }

    private static Stream<String> expressions(JsonNode panel) {
        return panel.required("targets").valueStream().map(target -> target.required("expr")
                .asString());
    }

    private static JsonNode defaults(JsonNode panel) {
        return panel.required("fieldConfig").required("defaults");
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void marksWhatIsBadWhereColourSaysIt(Dashboard dashboard) {
        assertThat(dashboard.panels())
                .filteredOn(DashboardFilesTests::coloursByThresholds)
                .isNotEmpty()
                .allSatisfy(panel -> assertThat(defaults(panel)
                                .required("thresholds")
                                .required("steps")
                                .size())
                        .as(dashboard.place(panel))
                        .isGreaterThan(1));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void drawsTheThresholdsThatItHas(Dashboard dashboard) {
        assertThat(dashboard.panels())
                .filteredOn(panel ->
                        defaults(panel).path("thresholds").path("steps").size() > 1)
                .isNotEmpty()
                .allSatisfy(panel -> assertThat(coloursByThresholds(panel))
                        .as(dashboard.place(panel))
                        .isTrue());
    }

    /** Figures and bars have the colour of their threshold, lines have it beside them. */
    private static boolean coloursByThresholds(JsonNode panel) {
        JsonNode defaults = defaults(panel);
        return defaults.path("color").path("mode").asString("").equals("thresholds")
                || !defaults.path("custom")
                        .path("thresholdsStyle")
                        .path("mode")
                        .asString("off")
                        .equals("off");
    }

    @Test
    void leadsFromLatenciesToTraces() throws IOException {
        assertThat(dashboards().stream().flatMap(dashboard -> dashboard.panels().stream()))
                .filteredOn(panel -> Set.of("timeseries", "heatmap").contains(Dashboard.type(panel)))
                .flatExtracting(panel -> panel.required("targets").valueStream().toList())
                .filteredOn(target -> target.required("expr")
                        .asString()
                        .matches(".*outrank_(gateway|ranking)_request_seconds_bucket.*"))
                .isNotEmpty()
                .allSatisfy(target -> assertThat(target.path("exemplar").asBoolean(false))
                        .as(target.required("expr").asString())
                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void namesItsTargetsApart(Dashboard dashboard) {
        assertThat(dashboard.panels()).allSatisfy(panel -> assertThat(
                        panel.required("targets").valueStream().map(target -> target.required("refId")
                                .asString()))
                .as(dashboard.place(panel))
                .doesNotHaveDuplicates());
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void hasTheVariablesThatItNames(Dashboard dashboard) {
        Set<String> known = Stream.concat(
                        dashboard.variables().stream()
                                .map(variable -> variable.required("name").asString()),
                        BUILT_IN.stream())
                .collect(Collectors.toSet());

        assertThat(PromQl.variables(dashboard.json().toString()).collect(Collectors.toSet()))
                .isNotEmpty()
                .isSubsetOf(known);
        assertThat(dashboard.variables().stream().skip(1)).allSatisfy(variable -> {
            assertThat(Dashboard.type(variable)).isEqualTo("query");
            assertThat(variable.required("definition").asString())
                    .matches(LABEL_VALUES)
                    .isEqualTo(variable.required("query").required("query").asString());
            assertThat(variable.required("label").asString()).isNotBlank();
            assertThat(variable.required("allValue").asString()).isEqualTo(".*");
        });
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void usesTheVariablesThatItHas(Dashboard dashboard) {
        Set<String> used = Stream.concat(
                        dashboard.queries().stream().map(Query::text),
                        dashboard.variables().stream().skip(1).map(variable -> variable.required("definition")
                                .asString()))
                .flatMap(PromQl::variables)
                .collect(Collectors.toSet());

        assertThat(dashboard.variables().stream().skip(1).map(variable -> variable.required("name")
                        .asString()))
                .isNotEmpty()
                .isSubsetOf(used);
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void linksToDashboardsThatAreThere(Dashboard dashboard) throws IOException {
        Set<String> uids = dashboards().stream().map(Dashboard::uid).collect(Collectors.toSet());

        assertThat(dashboard.links()).isNotEmpty().allSatisfy(link -> {
            assertThat(link).matches(LINK);
            assertThat(uids).contains(LINK.matcher(link).replaceAll("$1"));
        });
        assertThat(dashboard.links().map(link -> LINK.matcher(link).replaceAll("$1")))
                .as("each of the others")
                .containsAll(uids.stream()
                        .filter(uid -> !uid.equals(dashboard.uid()))
                        .toList());
    }
}
