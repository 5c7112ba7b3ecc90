package dev.outrank.workbench.observability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.workbench.observability.PromQl.Selector;
import dev.outrank.workbench.stack.TestStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class RuleFilesTests {

    private static final String PAGE = "docs/operations.md";
    private static final Pattern SECTION = Pattern.compile("(?m)^### (\\w+)$");
    private static final Pattern PAGE_LINK = Pattern.compile("\\]\\(#(\\w+)\\)");

    private static Stream<Rule> alerts() throws IOException {
        return Rule.all().stream().filter(Rule::isAlert);
    }

    private static Set<String> names(Stream<Rule> rules) {
        return rules.map(Rule::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String page() throws IOException {
        return Files.readString(TestStack.ROOT.resolve(PAGE));
    }

    private static Stream<JsonNode> tests() throws IOException {
        try (Stream<Path> files = Files.list(Rule.DIRECTORY.resolve("tests"))) {
            return files
                    .flatMap(file ->
                            Rule.YAML.readTree(file.toFile()).required("tests").valueStream())
                    .toList()
                    .stream();
        }
    }

    @Test
    void namesEachRuleOnce() throws IOException {
        assertThat(Rule.all().stream().map(Rule::name)).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void saysOfEachAlertHowUrgentItIsAndWhatItMeans() throws IOException {
        assertThat(alerts()).isNotEmpty().allSatisfy(alert -> {
            assertThat(alert.severity()).as(alert.name()).isIn("page", "ticket");
            assertThat(alert.annotation("summary")).as(alert.name()).isNotBlank();
            assertThat(alert.annotation("description")).as(alert.name()).endsWith(".");
            assertThat(alert.annotation("runbook_url"))
                    .isEqualTo(PAGE + "#" + alert.name().toLowerCase(Locale.ROOT));
        });
    }

    @Test
    void hasASectionForEachAlertAndNoOther() throws IOException {
        Set<String> sections = SECTION.matcher(page())
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(sections).isEqualTo(names(alerts()));
    }

    @Test
    void saysInEachSectionHowUrgentItIs() throws IOException {
        String page = page();

        assertThat(alerts()).allSatisfy(alert -> assertThat(page)
                .contains("### " + alert.name() + "\n\n**" + (alert.severity().equals("page") ? "Page" : "Ticket")
                        + ".** "));
    }

    @Test
    void linksToSectionsThatAreThere() throws IOException {
        Set<String> anchors =
                alerts().map(alert -> alert.name().toLowerCase(Locale.ROOT)).collect(Collectors.toSet());

        assertThat(PAGE_LINK.matcher(page()).results().map((MatchResult link) -> link.group(1)))
                .isNotEmpty()
                .isSubsetOf(anchors);
    }

    /** That promtool runs these, ComposeIT sees to. */
    @Test
    void testsEachAlertFiringAndNotFiring() throws IOException {
        List<JsonNode> asked = tests().flatMap(
                        test -> test.path("alert_rule_test").valueStream())
                .toList();

        assertThat(expecting(asked, true)).isEqualTo(names(alerts()));
        assertThat(expecting(asked, false)).isEqualTo(names(alerts()));
    }

    private static Set<String> expecting(List<JsonNode> asked, boolean firing) {
        return asked.stream()
                .filter(test -> test.path("exp_alerts").isEmpty() != firing)
                .map(test -> test.required("alertname").asString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void testsEachRecordedValue() throws IOException {
        Set<String> tested = tests().flatMap(
                        test -> test.path("promql_expr_test").valueStream())
                .flatMap(test -> PromQl.selectors(test.required("expr").asString()).stream())
                .map(Selector::metric)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(tested).isEqualTo(names(Rule.all().stream().filter(rule -> !rule.isAlert())));
    }
}
