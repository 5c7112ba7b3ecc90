package dev.outrank.ranking.rank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TopScoresTests {

    @Test
    void ordersDescendingAndTiesByPosition() {
        float[] scores = {0.5f, 0.9f, 0.5f, -1f, 0.9f};
        assertThat(TopScores.positions(scores, 5)).containsExactly(1, 4, 0, 2, 3);
        assertThat(TopScores.positions(scores, 3)).containsExactly(1, 4, 0);
        assertThat(TopScores.positions(scores, 1)).containsExactly(1);
    }

    @Test
    void givesAllWhenMoreAreAskedForThanThereAre() {
        assertThat(TopScores.positions(new float[] {1, 2}, Integer.MAX_VALUE)).containsExactly(1, 0);
        assertThat(TopScores.positions(new float[0], 3)).isEmpty();
    }

    @Test
    void treatsZerosOfEitherSignAsEqual() {
        assertThat(TopScores.positions(new float[] {-0f, 0f, -0f}, 3)).containsExactly(0, 1, 2);
    }

    @Test
    void agreesWithAStableSortForRandomScores() {
        Random random = new Random(11);
        for (int round = 0; round < 300; round++) {
            float[] scores = new float[random.nextInt(200)];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = random.nextInt(30) - 15 + (random.nextBoolean() ? 0.5f : 0);
            }
            int k = 1 + random.nextInt(220);
            assertThat(TopScores.positions(scores, k)).isEqualTo(sorted(scores, k));
        }
    }

    private static int[] sorted(float[] scores, int k) {
        Integer[] positions = IntStream.range(0, scores.length).boxed().toArray(Integer[]::new);
        Arrays.sort(positions, Comparator.comparingDouble((Integer i) -> -scores[i]));
        return Arrays.stream(positions).limit(k).mapToInt(Integer::intValue).toArray();
    }
}
