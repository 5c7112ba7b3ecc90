package dev.outrank.ranking.scatter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.shard.ShardFingerprint;
import dev.outrank.lookup.LookupError;
import dev.outrank.lookup.LookupErrorCode;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.lookup.TableLookup;
import dev.outrank.ranking.fixture.TinyModel;
import dev.outrank.ranking.fixture.TinyRequest;
import dev.outrank.ranking.request.InvalidInputException;
import dev.outrank.ranking.request.RankingRequest;
import dev.outrank.ranking.request.ShardUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScatterPlanTests {

    @TempDir
    private static Path directory;

    private static TinyModel model;
    private static ScatterPlan plan;

    @BeforeAll
    static void write() throws IOException {
        model = TinyModel.write(directory);
        plan = ScatterPlan.of("tiny", "7", Bundle.open(model.bundle()), model.plan());
    }

    private static TinyRequest empty(int candidates) {
        return TinyRequest.random(model.manifest(), candidates, 0, 1);
    }

    private static List<LookupRequest> requests(RankingRequest request) {
        return plan.scatter(request, Math.max(1, request.candidates()), DegradationSettings.defaults())
                .requests();
    }

    private static Bags bag(long... ids) {
        return Bags.ofLengths(new int[] {ids.length}, ids, null);
    }

    private static List<Long> ids(TableLookup lookup) {
        return Arrays.stream(lookup.bags().ids(), 0, lookup.bags().idCount())
                .boxed()
                .toList();
    }

    @Test
    void asksNobodyWhenEveryBagIsEmpty() {
        assertThat(requests(empty(4).build())).isEmpty();
    }

    @Test
    void namesShardVersionAndFingerprint() {
        LookupRequest request =
                requests(empty(1).with("user_id", bag(3)).build()).getFirst();

        assertThat(request.target().model()).isEqualTo("tiny");
        assertThat(request.target().version()).isEqualTo("7");
        assertThat(request.target().shard()).isEqualTo(1);
        assertThat(request.target().fingerprint()).isEqualTo(ShardFingerprint.of(model.plan(), 1));
        assertThat(request.remaining()).isPositive();
    }

    @Test
    void passesBagsOfAWholeTableAsTheyAre() {
        Bags bags = bag(3);

        LookupRequest request = requests(empty(1).with("user_id", bags).build()).getFirst();

        assertThat(request.lookups()).hasSize(4);
        assertThat(request.lookups().getFirst().bags()).isSameAs(bags);
        assertThat(request.lookups().getFirst().table()).isZero();
    }

    @Test
    void asksForPartsWhereThereAreSlicesAndNotWhereOneHasAll() {
        RankingRequest request = empty(7).with("user_id", bag(3)).build();

        assertThat(plan.scatter(request, 3, DegradationSettings.defaults()).requests())
                .extracting(LookupRequest::partBags)
                .containsExactly(3);
        assertThat(plan.scatter(request, 7, DegradationSettings.defaults()).requests())
                .extracting(LookupRequest::partBags)
                .containsExactly(0);
    }

    @Test
    void sendsNoEmptyBagWhereTheAnswerComesWhole() {
        Bags bags = Bags.ofLengths(new int[] {0, 2, 0, 1}, new long[] {1, 2, 3}, null);
        RankingRequest request = empty(4).with("category", bags).build();

        Bags whole = plan.scatter(request, 4, DegradationSettings.defaults()).requests().getFirst().lookups().stream()
                .map(TableLookup::bags)
                .filter(sent -> sent.idCount() > 0)
                .findFirst()
                .orElseThrow();
        Bags inParts = plan.scatter(request, 3, DegradationSettings.defaults()).requests().getFirst().lookups().stream()
                .map(TableLookup::bags)
                .filter(sent -> sent.idCount() > 0)
                .findFirst()
                .orElseThrow();

        assertThat(whole.bagCount()).isEqualTo(2);
        assertThat(whole.length(0)).isEqualTo(2);
        assertThat(whole.length(1)).isEqualTo(1);
        assertThat(whole.ids()).startsWith(1, 2, 3);
        assertThat(inParts).isSameAs(bags);
    }

    @Test
    void asksForTheBagsAloneThatHaveIdsInARange() {
        Bags bags = Bags.ofLengths(new int[] {1, 1, 2}, new long[] {99, 3, 0, 40}, null);

        List<LookupRequest> requests = requests(empty(3).with("item_id", bags).build());

        assertThat(requests.getFirst().lookups())
                .anySatisfy(lookup -> assertThat(ids(lookup)).containsExactly(99L, 40L))
                .allSatisfy(lookup -> assertThat(lookup.bags().bagCount()).isIn(0, 2));
        assertThat(requests.getLast().lookups())
                .anySatisfy(lookup -> assertThat(ids(lookup)).containsExactly(3L, 0L))
                .allSatisfy(lookup -> assertThat(lookup.bags().bagCount()).isIn(0, 2));
    }

    @Test
    void cutsTheBagsOfASplitTableByRangeAndAsksForSums() {
        RankingRequest request = empty(1).with("history", bag(99, 0, 40, 39)).build();

        List<LookupRequest> requests = requests(request);

        assertThat(requests).extracting(lookup -> lookup.target().shard()).containsExactly(0, 1);
        TableLookup upper = requests.getFirst().lookups().getFirst();
        TableLookup lower = requests.getLast().lookups().get(1);
        assertThat(ids(upper)).containsExactly(99L, 40L);
        assertThat(ids(lower)).containsExactly(0L, 39L);
        assertThat(upper.pooling()).isEqualTo(Pooling.SUM);
        assertThat(lower.pooling()).isEqualTo(Pooling.SUM);
        assertThat(upper.table()).isEqualTo(1);
    }

    @Test
    void keepsTheMeanOfATableThatIsWhole() {
        LookupRequest request =
                requests(empty(1).with("category", bag(1, 2)).build()).getFirst();

        assertThat(request.lookups())
                .anySatisfy(lookup -> assertThat(lookup.pooling()).isEqualTo(Pooling.MEAN));
    }

    @Test
    void reducesModuloBeforeItRoutes() {
        Bags bags = Bags.ofLengths(new int[] {3}, new long[] {17, -1, 26}, new float[] {1, 2, 3});

        List<LookupRequest> requests = requests(empty(1).with("hash", bags).build());

        TableLookup upper = lookup(requests, 0, IdPolicy.MODULO);
        TableLookup lower = lookup(requests, 2, IdPolicy.MODULO);
        assertThat(ids(upper)).containsExactly(16L, 9L);
        assertThat(upper.bags().weights()).containsExactly(2, 3);
        assertThat(ids(lower)).containsExactly(0L);
        assertThat(lower.bags().weights()).containsExactly(1);
    }

    @Test
    void sendsIdsOutsideTheTableToTheFirstRange() {
        Bags bags = Bags.ofLengths(new int[] {4}, new long[] {30, -5, 12, Long.MAX_VALUE}, new float[] {1, 2, 3, 4});

        List<LookupRequest> requests = requests(empty(1).with("tags", bags).build());

        assertThat(ids(lookup(requests, 1, IdPolicy.DEFAULT))).containsExactly(30L, -5L, Long.MAX_VALUE);
        assertThat(ids(lookup(requests, 2, IdPolicy.DEFAULT))).containsExactly(12L);
    }

    private static TableLookup lookup(List<LookupRequest> requests, int shard, IdPolicy policy) {
        return requests.stream()
                .filter(request -> request.target().shard() == shard)
                .flatMap(request -> request.lookups().stream())
                .filter(lookup -> lookup.idPolicy() == policy && lookup.bags().idCount() > 0)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void blamesTheShardForAnIdThatItShouldHold() {
        Refusals refusals = new Refusals(plan);

        assertThat(refusals.failure(1, new LookupError(LookupErrorCode.ID_OUT_OF_RANGE, 0, 4, "")))
                .isInstanceOf(ShardUnavailableException.class)
                .hasMessage("embedding-1: does not hold id 4 of table 'user' (expected: the rows of the plan)");
        assertThat(refusals.failure(1, new LookupError(LookupErrorCode.ID_OUT_OF_RANGE, 0, 10, "")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("user_id: id 10 (expected: 0 to 9, the rows of table 'user')");
        assertThat(refusals.failure(1, new LookupError(LookupErrorCode.ID_OUT_OF_RANGE, 99, 10, "odd")))
                .isInstanceOf(ShardUnavailableException.class)
                .hasMessage("embedding-1: odd");
    }
}
