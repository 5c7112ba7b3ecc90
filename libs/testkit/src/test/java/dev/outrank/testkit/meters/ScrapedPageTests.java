package dev.outrank.testkit.meters;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ScrapedPageTests {

    private static final List<MeterRow> METERS = List.of(
            new MeterRow("outrank.a.request", "timer", "seconds", List.of("model"), "Requests"),
            new MeterRow("outrank.a.refusals", "counter", "requests", List.of(), "Refusals"));

    private static final Set<String> COMMON = Set.of("application");

    private static final String REQUESTS = """
            # TYPE outrank_a_request_seconds histogram
            outrank_a_request_seconds_bucket{application="a",model="m{,}\\"",le="0.1"} 1
            outrank_a_request_seconds_count{application="a",model="m"} 1
            outrank_a_request_seconds_sum{application="a",model="m"} 0.05
            outrank_a_request_seconds_max{application="a",model="m"} 0.05
            jvm_info{vendor="v"} 1
            """;

    private static final String REFUSALS = "outrank_a_refusals_total{application=\"a\"} 0.0\n";

    @Test
    void takesWhatIsDocumented() {
        new ScrapedPage(REQUESTS + REFUSALS).requireDocumented(METERS, COMMON, Set.of());
    }

    @Test
    void missesWhatIsNotThereUnlessItMayBeMissing() {
        ScrapedPage page = new ScrapedPage(REQUESTS);
        page.requireDocumented(METERS, COMMON, Set.of("outrank.a.refusals"));
        assertThatThrownBy(() -> page.requireDocumented(METERS, COMMON, Set.of()))
                .isInstanceOf(AssertionError.class)
                .hasMessage("outrank_a_refusals_total: missing (expected: a sample)");
    }

    @Test
    void refusesTagsAndMetersThatAreNotDocumented() {
        ScrapedPage page = new ScrapedPage(
                REQUESTS + "outrank_a_refusals_total{application=\"a\",user=\"u\"} 0.0\n" + "outrank_b 1\n");
        assertThatThrownBy(() -> page.requireDocumented(METERS, COMMON, Set.of()))
                .isInstanceOf(AssertionError.class)
                .hasMessage("outrank_a_refusals_total: tags [application, user] (expected: [application])\n"
                        + "outrank_b: not documented");
    }
}
