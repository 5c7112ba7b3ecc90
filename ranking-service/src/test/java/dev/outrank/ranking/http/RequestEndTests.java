package dev.outrank.ranking.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.failure.InternalException;
import dev.outrank.ranking.observe.SlowRequestLog;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.Stage;
import dev.outrank.ranking.request.StageTimings;
import dev.outrank.telemetry.trace.RequestSpan;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class RequestEndTests {

    private static final StageTimings TIMINGS = StageTimings.none().with(Stage.DECODE, 2_000);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final FakeServedModel model = new FakeServedModel(TestModels.weighted(), "3");

    private RequestEnd end(Duration threshold) {
        return new RequestEnd(model, new SlowRequestLog(threshold, 10, meters), RequestSpan.NONE, () -> "r-1");
    }

    private static RankingAnswer answer() {
        return new RankingAnswer(
                "weighted", "3", 2, List.of(), List.of(), List.of(), TIMINGS, "embedding-1", List.of());
    }

    @Test
    void countsHowARequestEndedOnceWhoeverSaysSoFirst() {
        RequestEnd answered = end(Duration.ofMinutes(1));
        answered.answered(answer(), TIMINGS, 1);
        answered.failed(new InternalException("too late"));
        answered.cancelled();
        RequestEnd failed = end(Duration.ofMinutes(1));
        failed.failed(new InternalException("first"));
        failed.answered(answer(), TIMINGS, 1);
        RequestEnd cancelled = end(Duration.ofMinutes(1));
        cancelled.cancelled();
        cancelled.failed(new InternalException("too late"));

        assertThat(model.answered()).containsExactly(TIMINGS);
        assertThat(model.failures()).singleElement().satisfies(failure -> assertThat(failure)
                .hasMessage("first"));
        assertThat(model.cancelled()).isEqualTo(1);
        assertThat(meters.find("outrank.ranking.slow").counter()).isNull();
    }

    @Test
    void tellsOfSlowRequestsWhetherTheyWereAnsweredOrNot(CapturedOutput output) {
        RequestEnd answered = end(Duration.ofNanos(1));
        answered.decoded(2);
        answered.answered(answer(), TIMINGS, 5_000);
        RequestEnd failed = end(Duration.ofNanos(1));
        failed.clock().lap(Stage.QUEUE);
        failed.failed(new InternalException("a defect"));

        assertThat(output.getAll())
                .contains("slow request r-1: model weighted version 3, 2 candidates, ok; slowest shard embedding-1;"
                        + " decode;dur=0.002, total;dur=0.005")
                .containsPattern("slow request r-1: model weighted version 3, - candidates, internal; slowest shard -;"
                        + " queue;dur=[0-9.]+, total;dur=[0-9.]+, open;dur=[0-9.]+;");
        assertThat(meters.get("outrank.ranking.slow")
                        .tag("model", "weighted")
                        .counter()
                        .count())
                .isEqualTo(2);
    }
}
