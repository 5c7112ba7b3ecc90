package dev.outrank.workbench.requests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.SparseFeature;
import dev.outrank.workbench.CommandRun;
import dev.outrank.workbench.workload.Workload;
import dev.outrank.workbench.workload.WorkloadCatalog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RequestGeneratorTests {

    private static final Workload TINY = WorkloadCatalog.find("src/test/resources/tiny.json");

    @TempDir
    private static Path directory;

    private static Manifest manifest;

    @BeforeAll
    static void generate() {
        CommandRun.of(
                "generate",
                "--workload",
                "src/test/resources/tiny.json",
                "--scale",
                1,
                "--out",
                directory.resolve("b"));
        manifest = Bundle.open(directory.resolve("b")).manifest();
    }

    @Test
    void givesEveryFeatureItsShapeWhenGenerated() {
        GeneratedRequest request = RequestGenerator.of(manifest, TINY, 5).request(0, 9, EmptyBags.AS_DRAWN);
        assertThat(request.candidates()).isEqualTo(9);
        assertThat(request.dense("user_dense")).hasSize(5);
        assertThat(request.dense("content_dense")).hasSize(9 * 7);
        assertThat(request.sparse("u0").bagCount()).isEqualTo(1);
        assertThat(request.sparse("c0").bagCount()).isEqualTo(9);
        for (SparseFeature feature : manifest.features().sparse()) {
            long rows = manifest.table(feature.table()).rows();
            assertThat(Arrays.stream(request.sparse(feature.name()).ids()).boxed())
                    .allMatch(id -> id >= 0 && id < rows);
        }
    }

    @Test
    void repeatsWhenSeedAndNumberAreEqual() {
        byte[] first = RankJson.rows(RequestGenerator.of(manifest, TINY, 5).request(3));
        assertThat(RankJson.rows(RequestGenerator.of(manifest, TINY, 5).request(3)))
                .isEqualTo(first);
        assertThat(RankJson.rows(RequestGenerator.of(manifest, TINY, 5).request(4)))
                .isNotEqualTo(first);
        assertThat(RankJson.rows(RequestGenerator.of(manifest, TINY, 6).request(3)))
                .isNotEqualTo(first);
    }

    @Test
    void meetsTheMeanPoolingWhenManyBagsAreDrawn() {
        RequestGenerator generator = RequestGenerator.of(manifest, TINY, 5);
        double user = IntStream.range(0, 4000)
                .map(i ->
                        generator.request(i, 0, EmptyBags.AS_DRAWN).sparse("u0").idCount())
                .average()
                .orElseThrow();
        assertThat(user).isBetween(6.3, 6.7);
        Bags content = generator.request(0, 20_000, EmptyBags.AS_DRAWN).sparse("c0");
        assertThat(content.idCount() / 20_000.0).isBetween(1.95, 2.05);
    }

    @Test
    void givesEveryBagTheSameLengthWhenPoolingIsFixed() {
        Manifest clicks = Bundle.open(CommandRun.CLICKS).manifest();
        RequestGenerator generator = RequestGenerator.of(clicks, Map.of("terms", new BagShape(4, true, 1)), 5);
        Bags bags = generator.request(0, 30, EmptyBags.AS_DRAWN).sparse("terms");
        assertThat(IntStream.range(0, 30).map(bags::length)).containsOnly(4);
    }

    @Test
    void emptiesBagsWhenForced() {
        RequestGenerator generator = RequestGenerator.of(manifest, TINY, 5);
        assertThat(generator.request(0, 9, EmptyBags.ALL).sparse().values()).allMatch(bags -> bags.idCount() == 0);
        Bags third = generator.request(0, 9, EmptyBags.EVERY_THIRD).sparse("c0");
        assertThat(IntStream.of(0, 3, 6).map(third::length)).containsOnly(0);
        assertThat(third.idCount()).isPositive();
    }

    @Test
    void drawsCandidateCountsOfTheWorkloadWhenNoneIsGiven() {
        RequestGenerator generator = RequestGenerator.of(manifest, TINY, 5);
        int[] counts = IntStream.range(0, 60)
                .map(i -> generator.request(i).candidates())
                .distinct()
                .sorted()
                .toArray();
        assertThat(counts).containsExactly(3, 5, 8);
    }

    @Test
    void makesNoCandidatesWhenThereAreNone() {
        GeneratedRequest request = RequestGenerator.of(manifest, TINY, 5).request(0, 0, EmptyBags.AS_DRAWN);
        assertThat(request.dense("content_dense")).isEmpty();
        assertThat(request.sparse("c0").bagCount()).isZero();
        assertThat(new String(RankJson.rows(request), StandardCharsets.UTF_8)).endsWith("\"candidates\":[]}");
    }

    @Test
    void prefersPopularIdsWhenZipfIsSteep() {
        ZipfIds steep = new ZipfIds(1000, 1.2);
        ZipfIds even = new ZipfIds(1000, 0);
        assertThat(mostFrequentShare(steep)).isGreaterThan(0.1);
        assertThat(mostFrequentShare(even)).isLessThan(0.01);
    }

    @Test
    void reachesEveryRowOnceWhenRanksAreScattered() {
        ZipfIds ids = new ZipfIds(97, 0);
        long[] reached = IntStream.range(0, 97)
                .mapToLong(i -> ids.id((i + 0.5) / 97))
                .sorted()
                .toArray();
        assertThat(reached).isEqualTo(IntStream.range(0, 97).asLongStream().toArray());
        assertThat(new ZipfIds(1, 1).id(0.999999)).isZero();
    }

    private static double mostFrequentShare(ZipfIds ids) {
        int[] counts = new int[1000];
        int draws = 20_000;
        for (int i = 0; i < draws; i++) {
            counts[(int) ids.id((i + 0.5) / draws)]++;
        }
        return Arrays.stream(counts).max().orElseThrow() / (double) draws;
    }
}
