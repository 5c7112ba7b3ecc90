package dev.outrank.config.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.registry.report.TrafficReport;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TrafficEvidenceTests {

    private final TrafficEvidence evidence = new TrafficEvidence();

    private static TrafficReport report(long requests, long errors, Map<Integer, Long> latencies) {
        return new TrafficReport("clicks", "v2", requests, errors, 0, latencies, Map.of());
    }

    private static TrafficReport report(long requests) {
        return report(requests, 0, Map.of());
    }

    @Test
    void beginsAtWhatAnInstanceReportsFirst() {
        evidence.observe("a", report(1000));
        assertThat(evidence.sum()).isEqualTo(TrafficCounts.NONE);
        evidence.observe("a", report(1007, 2, Map.of(3000, 5L)));
        assertThat(evidence.sum()).isEqualTo(TrafficCounts.of(report(7, 2, Map.of(3000, 5L))));
    }

    @Test
    void addsUpInstancesThatComeGoAndComeBack() {
        evidence.observe("a", report(10));
        evidence.observe("b", report(100));
        evidence.observe("a", report(15));
        evidence.observe("b", report(101));
        evidence.observe("a", report(18));
        evidence.observe("b", report(120));
        assertThat(evidence.sum().requests()).isEqualTo(8 + 20);
    }

    @Test
    void countsAllOfAnInstanceThatStartedAgain() {
        evidence.observe("a", report(10));
        evidence.observe("a", report(15));
        evidence.observe("a", report(3));
        evidence.observe("a", report(4));
        assertThat(evidence.sum().requests()).isEqualTo(5 + 4);
    }

    /** It had 10 requests and one was slow; now it has 12 and none was, which cannot be the same process. */
    @Test
    void recognisesARestartByAnyCount() {
        evidence.observe("a", report(10, 0, Map.of(3000, 9L, 3100, 1L)));
        evidence.observe("a", report(12, 0, Map.of(3000, 12L)));
        assertThat(evidence.sum()).isEqualTo(TrafficCounts.of(report(12, 0, Map.of(3000, 12L))));
    }

    @Test
    void countsFromZeroWhereAnInstanceHadNothingOfTheVersionYet() {
        evidence.observe("a", null);
        evidence.observe("a", report(4));
        evidence.observe("a", null);
        evidence.observe("a", report(2));
        assertThat(evidence.sum().requests()).isEqualTo(6);
    }

    @Test
    void goesOnFromTheLatestWhenItIsRestarted() {
        evidence.observe("a", report(10));
        evidence.observe("a", report(15));
        assertThat(evidence.restart().requests()).isEqualTo(5);
        assertThat(evidence.sum()).isEqualTo(TrafficCounts.NONE);
        evidence.observe("a", report(16));
        assertThat(evidence.sum().requests()).isEqualTo(1);
    }

    @Test
    void beginsAtNothingWithAnInstanceThatHasNoneOfTheVersionYet() {
        evidence.observe("a", null);
        evidence.observe("a", report(3, 2, Map.of(7, 3L)));
        assertThat(evidence.sum()).isEqualTo(TrafficCounts.of(report(3, 2, Map.of(7, 3L))));
    }
}
