package dev.outrank.ranking.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.outrank.bundle.failure.InternalException;
import dev.outrank.ranking.request.Stage;
import dev.outrank.ranking.request.StageTimings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@ExtendWith(OutputCaptureExtension.class)
class SlowRequestLogTests {

    private static final Pattern LEFT_OUT = Pattern.compile("(\\d+) more since the last such line");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private static SlowRequest slow(String id) {
        return new SlowRequest(
                id,
                "4bf92f3577b34da6a3ce929d0e0e4736",
                "clicks",
                "7",
                "ok",
                270,
                301_500_000,
                StageTimings.none().with(Stage.QUEUE, 1_500_000).with(Stage.DENSE_TOP, 300_000_000),
                0,
                "embedding-2");
    }

    private double counted() {
        return meters.get("outrank.ranking.slow")
                .tag("model", "clicks")
                .counter()
                .count();
    }

    @Test
    void tellsOfWhatTookLongerThanTheThresholdWithAllStages(CapturedOutput output) {
        SlowRequestLog log = new SlowRequestLog(Duration.ofMillis(250), 1, meters);

        assertThat(log.isSlow(250_000_000)).isFalse();
        assertThat(log.isSlow(250_000_001)).isTrue();
        log.tell(slow("a-17"));

        assertThat(output.getAll())
                .contains("WARN")
                .contains("slow request a-17: model clicks version 7, 270 candidates, ok; slowest shard embedding-2;"
                        + " queue;dur=1.500, dense.top;dur=300.000, total;dur=301.500;"
                        + " trace 4bf92f3577b34da6a3ce929d0e0e4736; 0 more since the last such line");
        assertThat(counted()).isEqualTo(1);
    }

    @Test
    void leavesOutWhatIsTooMuchAndSaysHowMuchThatWas(CapturedOutput output) {
        SlowRequestLog log = new SlowRequestLog(Duration.ofMillis(250), 1, meters);

        await().atMost(Duration.ofSeconds(30)).until(() -> {
            log.tell(slow("many"));
            return leftOut(output).stream().anyMatch(number -> number > 0);
        });

        List<Integer> leftOut = leftOut(output);
        // What came in since the last line is told by the one after it.
        assertThat(leftOut.size() + leftOut.stream().mapToInt(Integer::intValue).sum())
                .isEqualTo((int) counted());
    }

    private static List<Integer> leftOut(CapturedOutput output) {
        return LEFT_OUT.matcher(output.getAll())
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
    }

    @Test
    void countsWithoutALineWhereNoneIsWanted(CapturedOutput output) {
        new SlowRequestLog(Duration.ofMillis(250), 0, meters).tell(slow("quiet"));

        assertThat(output.getAll()).doesNotContain("quiet");
        assertThat(counted()).isEqualTo(1);
    }

    @Test
    void tellsOfRequestsOfWhichLittleIsKnown(CapturedOutput output) {
        new SlowRequestLog(Duration.ofMillis(250), 1, meters)
                .tell(new SlowRequest(
                        "b-1",
                        null,
                        "clicks",
                        "7",
                        "dependency",
                        null,
                        5_000_000_000L,
                        StageTimings.none(),
                        4_999_500_000L,
                        null));

        assertThat(output.getAll())
                .contains("slow request b-1: model clicks version 7, - candidates, dependency; slowest shard -;"
                        + " total;dur=5000.000, open;dur=4999.500; trace -;");
    }

    @Configuration(proxyBeanMethods = false)
    @Import(ObserveConfiguration.class)
    static class Settings {

        @Bean
        SimpleMeterRegistry meterRegistry() {
            return new SimpleMeterRegistry();
        }
    }

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(Settings.class);

    @Test
    void hasTheseDefaults() {
        runner.run(context -> {
            assertThat(context.getBean(SlowRequestProperties.class))
                    .isEqualTo(new SlowRequestProperties(Duration.ofMillis(250), 1));
            assertThat(context.getBean(SlowRequestLog.class).isSlow(250_000_001))
                    .isTrue();
        });
    }

    @Test
    void hasTheseNames() {
        runner.withPropertyValues("outrank.ranking.slow.threshold=1s", "outrank.ranking.slow.per-second=0")
                .run(context -> assertThat(context.getBean(SlowRequestProperties.class))
                        .isEqualTo(new SlowRequestProperties(Duration.ofSeconds(1), 0)));
    }

    @Test
    void refusesAThresholdThatEverythingIsBeyond() {
        assertThatThrownBy(() -> new SlowRequestProperties(Duration.ZERO, 1))
                .isInstanceOf(InternalException.class)
                .hasMessage("outrank.ranking.slow.threshold: PT0S (expected: more than zero)");
    }
}
