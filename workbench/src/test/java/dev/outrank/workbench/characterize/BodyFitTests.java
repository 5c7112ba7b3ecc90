package dev.outrank.workbench.characterize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.planner.cost.BodyFormat;
import dev.outrank.planner.predict.Bodies;
import dev.outrank.workbench.replay.Api;
import dev.outrank.workbench.replay.BodySize;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** How long bodies are. */
final class BodyFitTests {

    private static final Offset<Double> EXACT = Offset.offset(1e-6);

    private static Bodies fit(Api api, BodySize... sizes) {
        return BodyFit.of(api, List.of(sizes));
    }

    @Test
    void findsTheLineThatBodiesLieOn() {
        Bodies bodies = fit(Api.INFER, new BodySize(10, 1100), new BodySize(20, 1200), new BodySize(40, 1400));
        assertThat(bodies.format()).isEqualTo(BodyFormat.JSON);
        assertThat(bodies.requestBytes()).isCloseTo(1000, EXACT);
        assertThat(bodies.candidateBytes()).isCloseTo(10, EXACT);
    }

    @Test
    void takesTheLeastSquaresOfThoseThatDoNot() {
        Bodies bodies =
                fit(Api.RANK, new BodySize(1, 10), new BodySize(1, 30), new BodySize(3, 40), new BodySize(3, 60));
        assertThat(bodies.format()).isEqualTo(BodyFormat.JSON);
        assertThat(bodies.candidateBytes()).isCloseTo(15, EXACT);
        assertThat(bodies.requestBytes()).isCloseTo(5, EXACT);
    }

    @Test
    void givesAllToTheRequestWhenCandidatesAreEquallyMany() {
        assertThat(fit(Api.INFER_BINARY, new BodySize(5, 100), new BodySize(5, 200)))
                .isEqualTo(new Bodies(BodyFormat.BINARY, 150, 0));
    }

    @Test
    void keepsBothPartsFromBeingNegative() {
        assertThat(fit(Api.INFER, new BodySize(1, 300), new BodySize(3, 100)))
                .isEqualTo(new Bodies(BodyFormat.JSON, 200, 0));
        Bodies steep = fit(Api.INFER, new BodySize(10, 50), new BodySize(20, 200));
        assertThat(steep.requestBytes()).isZero();
        assertThat(steep.candidateBytes()).isCloseTo(9, EXACT);
    }
}
