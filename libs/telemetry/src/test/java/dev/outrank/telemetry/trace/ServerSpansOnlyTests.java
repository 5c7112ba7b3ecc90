package dev.outrank.telemetry.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ServerSpansOnlyTests {

    @ParameterizedTest
    @EnumSource
    void beginsTracesAtRequestsAlone(SpanKind kind) {
        assertThat(decision(Sampler.alwaysOn(), kind))
                .isEqualTo(kind == SpanKind.SERVER ? SamplingDecision.RECORD_AND_SAMPLE : SamplingDecision.DROP);
    }

    @ParameterizedTest
    @EnumSource
    void beginsNoneThatIsNotSampled(SpanKind kind) {
        assertThat(decision(Sampler.alwaysOff(), kind)).isEqualTo(SamplingDecision.DROP);
    }

    private static SamplingDecision decision(Sampler requests, SpanKind kind) {
        return new ServerSpansOnly(requests)
                .shouldSample(
                        Context.root(), "0af7651916cd43dd8448eb211c80319c", "any", kind, Attributes.empty(), List.of())
                .getDecision();
    }
}
