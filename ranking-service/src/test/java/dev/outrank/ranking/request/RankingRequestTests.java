package dev.outrank.ranking.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.ranking.fixture.TinyModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RankingRequestTests {

    private static final int ITEM_DENSE = 1;
    private static final int USER_ID = 0;
    private static final int ITEM_ID = 2;
    private static final int TAGS = 3;

    @TempDir
    private static Path directory;

    private static Manifest manifest;

    @BeforeAll
    static void write() throws IOException {
        manifest = TinyModel.write(directory).manifest();
    }

    private static RankingRequest.Builder builder() {
        return RankingRequest.builder(manifest, 2, Deadline.after(Duration.ofSeconds(1)));
    }

    @Test
    void namesBothShapesOfADenseFeature() {
        assertThatThrownBy(() -> builder().dense(ITEM_DENSE, new float[3]))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("item_dense: 3 numbers (expected: shape [2, 2], 4 numbers)");
    }

    @Test
    void refusesNumbersThatAreNotFinite() {
        for (float wrong : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> builder().dense(ITEM_DENSE, new float[] {0, wrong, 0, 0}))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("item_dense: " + wrong + " at position 1 (expected: finite numbers)");
        }
    }

    @Test
    void countsBagsByScope() {
        Bags three = Bags.ofLengths(new int[3], new long[0], null);

        assertThatThrownBy(() -> builder().sparse(USER_ID, three))
                .hasMessage("user_id: 3 bags (expected: 1, one a request)");
        assertThatThrownBy(() -> builder().sparse(ITEM_ID, three))
                .hasMessage("item_id: 3 bags (expected: 2, one a candidate)");
    }

    @Test
    void wantsWeightsExactlyWhereTheFeatureHasThem() {
        Bags plain = Bags.ofLengths(new int[] {1, 0}, new long[] {1}, null);
        Bags weighted = Bags.ofLengths(new int[] {1, 0}, new long[] {1}, new float[] {1});
        Bags nan = Bags.ofLengths(new int[] {1, 0}, new long[] {1}, new float[] {Float.NaN});

        assertThatThrownBy(() -> builder().sparse(TAGS, plain))
                .hasMessage("tags: no weights (expected: one for each of its 1 ids)");
        assertThatThrownBy(() -> builder().sparse(ITEM_ID, weighted))
                .hasMessage("item_id: weights (expected: none, the feature is not weighted)");
        assertThatThrownBy(() -> builder().sparse(TAGS, nan))
                .hasMessage("tags.weights: NaN at position 0 (expected: finite numbers)");
    }

    @Test
    void namesWhatIsMissing() {
        assertThatThrownBy(() -> builder().dense(ITEM_DENSE, new float[4]).build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("inputs: [user_dense, user_id, history, item_id, tags, hash, category] missing"
                        + " (expected: every feature of the model)");
    }

    @Test
    void tellsWhenTimeIsOver() {
        assertThat(Deadline.after(Duration.ofMillis(-1)).expired()).isTrue();
        assertThat(Deadline.after(Duration.ofMillis(-1)).remaining()).isZero();
        assertThat(Deadline.after(Duration.ofHours(1)).expired()).isFalse();
        assertThat(Deadline.after(Duration.ofHours(1)).remaining())
                .isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
    }
}
