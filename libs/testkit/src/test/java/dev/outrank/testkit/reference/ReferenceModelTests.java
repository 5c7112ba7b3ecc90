package dev.outrank.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReferenceModelTests {

    @TempDir
    Path dir;

    private double[] score(String pooling, String idPolicy, ReferenceBag context, List<ReferenceBag> candidates)
            throws IOException {
        ReferenceModel model = ReferenceModel.open(TinyBundle.write(dir, pooling, idPolicy));
        return model.score(ReferenceRequest.builder(candidates.size())
                .dense("d", new float[candidates.size()])
                .sparse("u", List.of(context))
                .sparse("s", candidates)
                .build());
    }

    @Test
    void broadcastsWhatTheContextPooled() throws IOException {
        double[] scores = score(
                "sum",
                "fail",
                ReferenceBag.of(1),
                List.of(ReferenceBag.of(2, 3), ReferenceBag.of(), ReferenceBag.of(1)));
        assertThat(scores).containsExactly(66, 11, 22);
    }

    @ParameterizedTest
    @ValueSource(strings = {"float32", "float16", "int8", "int4"})
    void readsRowsOfEveryType(String dtype) throws IOException {
        ReferenceModel model = ReferenceModel.open(TinyBundle.write(dir, "sum", "fail", dtype));
        double[] scores = model.score(ReferenceRequest.builder(1)
                .dense("d", new float[1])
                .sparse("u", List.of(ReferenceBag.of(1)))
                .sparse("s", List.of(ReferenceBag.of(2, 3)))
                .build());
        assertThat(scores).containsExactly(66);
    }

    @Test
    void dividesAMeanByTheNumberOfIds() throws IOException {
        double[] scores =
                score("mean", "fail", ReferenceBag.of(), List.of(ReferenceBag.of(1, 2), ReferenceBag.of(3, 3, 0)));
        assertThat(scores).containsExactly(16.5, 22);
    }

    @Test
    void dividesAWeightedMeanByTheNumberOfIdsToo() throws IOException {
        ReferenceBag weighted = ReferenceBag.weighted(new long[] {1, 2}, new float[] {.5f, 2});
        assertThat(score("sum", "fail", ReferenceBag.of(), List.of(weighted))).containsExactly(49.5);
        assertThat(score("mean", "fail", ReferenceBag.of(), List.of(weighted))).containsExactly(24.75);
    }

    @Test
    void putsTheDefaultRowInPlaceOfAnIdOutsideTheTable() throws IOException {
        double[] scores =
                score("sum", "default", ReferenceBag.of(), List.of(ReferenceBag.of(4), ReferenceBag.of(-1, 1)));
        assertThat(scores).containsExactly(.75, 11.75);
    }

    @Test
    void wrapsAnIdUnderModulo() throws IOException {
        double[] scores = score("sum", "modulo", ReferenceBag.of(), List.of(ReferenceBag.of(6), ReferenceBag.of(-1)));
        assertThat(scores).containsExactly(22, 33);
    }

    @Test
    void refusesAnIdOutsideTheTableUnderFail() {
        assertThatThrownBy(() -> score("sum", "fail", ReferenceBag.of(4), List.of(ReferenceBag.of())))
                .hasMessageContaining("row: 4 (expected: 0 to 3)");
    }

    @Test
    void refusesARequestWithoutAFeature() throws IOException {
        ReferenceModel model = ReferenceModel.open(TinyBundle.write(dir, "sum", "fail"));
        assertThatThrownBy(() -> model.score(ReferenceRequest.builder(1).build()))
                .hasMessageContaining("dense['d']: absent");
    }
}
