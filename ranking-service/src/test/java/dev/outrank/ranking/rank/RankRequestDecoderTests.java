package dev.outrank.ranking.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.ranking.http.ReceivedBody;
import dev.outrank.ranking.http.TestModels;
import dev.outrank.ranking.json.DecodeLimits;
import dev.outrank.ranking.json.InvalidFieldException;
import dev.outrank.ranking.memory.RequestMemory;
import dev.outrank.ranking.request.Deadline;
import dev.outrank.ranking.request.PayloadTooLargeException;
import dev.outrank.ranking.request.RankingRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RankRequestDecoderTests {

    private static final String CONTEXT = "{\"user_dense\":[1,2,3,4],\"user_id\":[7],\"recent_items\":[1,2]}";
    private static final String ROW_A =
            "{\"id\":\"a\",\"item_dense\":[0.5,0,0,0],\"item_id\":[11],\"category\":[1],\"terms\":[5,6]}";
    private static final String ROW_B = "{\"terms\":[],\"category\":2,\"item_id\":[12],\"item_dense\":[0.25,0,0,1]}";
    private static final Manifest CLICKS = TestModels.clicks();
    private static final Manifest WEIGHTED = TestModels.weighted();

    @Test
    void readsRows() {
        RankRequest request = clicks(body(CONTEXT, "[" + ROW_A + "," + ROW_B + "]"));

        RankingRequest ranking = request.ranking();
        assertThat(ranking.candidates()).isEqualTo(2);
        assertThat(ranking.dense(0)).containsExactly(1, 2, 3, 4);
        assertThat(ranking.dense(1)).startsWith(0.5f, 0, 0, 0, 0.25f, 0, 0, 1);
        assertThat(bags(ranking.sparse(1))).containsExactly(List.of(1L, 2L));
        assertThat(bags(ranking.sparse(3))).containsExactly(List.of(1L), List.of(2L));
        assertThat(bags(ranking.sparse(4))).containsExactly(List.of(5L, 6L), List.of());
        assertThat(request.ids().at(0)).isEqualTo("a");
        assertThat(request.ids().at(1)).isEqualTo("1");
        assertThat(request.topK()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void readsColumnsAsTheSameRequest() {
        String columns = "{\"terms\":{\"lengths\":[2,0],\"values\":[5,6]},\"id\":[\"a\",12],"
                + "\"item_dense\":[[0.5,0,0,0],[0.25,0,0,1]],"
                + "\"item_id\":{\"values\":[11,12],\"lengths\":[1,1]},\"category\":{\"values\":[1,2],\"lengths\":[1,1]}}";
        RankRequest fromColumns = clicks("{\"topK\":3,\"candidates\":" + columns + ",\"context\":" + CONTEXT + "}");
        RankRequest fromRows = clicks(body(CONTEXT, "[" + ROW_A + "," + ROW_B + "]"));

        assertThat(fromColumns.ranking().dense(1)).isEqualTo(fromRows.ranking().dense(1));
        for (int i = 2; i < 5; i++) {
            assertThat(bags(fromColumns.ranking().sparse(i)))
                    .isEqualTo(bags(fromRows.ranking().sparse(i)));
        }
        assertThat(fromColumns.ids().at(1)).isEqualTo("12");
        assertThat(fromColumns.topK()).isEqualTo(3);
    }

    @Test
    void readsWeightedBagsInBothForms() {
        RankRequest rows = weighted("{\"candidates\":[{\"price\":2,\"tags\":{\"weights\":[0.5,2],\"ids\":[3,4]}},"
                + "{\"price\":[1],\"tags\":{\"ids\":[],\"weights\":[]}}]}");
        RankRequest columns = weighted("{\"context\":{},\"candidates\":{\"price\":[2,1],"
                + "\"tags\":{\"values\":[3,4],\"lengths\":[2,0],\"weights\":[0.5,2]}}}");

        for (RankRequest request : List.of(rows, columns)) {
            assertThat(request.ranking().dense(0)).startsWith(2, 1);
            Bags tags = request.ranking().sparse(0);
            assertThat(bags(tags)).containsExactly(List.of(3L, 4L), List.of());
            assertThat(tags.weights()).startsWith(0.5f, 2f);
        }
    }

    @Test
    void readsNoCandidatesAtAll() {
        assertThat(clicks(body(CONTEXT, "[]")).ranking().candidates()).isZero();
        String columns = "{\"item_dense\":[],\"item_id\":{\"values\":[],\"lengths\":[]},"
                + "\"category\":{\"values\":[],\"lengths\":[]},\"terms\":{\"values\":[],\"lengths\":[]}}";
        assertThat(clicks(body(CONTEXT, columns)).ranking().candidates()).isZero();
    }

    @Test
    void readsTheGoldenRequests() throws IOException {
        for (String line : goldenLines()) {
            RankRequest request = clicks(line);
            assertThat(request.ranking().candidates()).isEqualTo(50);
            assertThat(request.ids().at(49)).isEqualTo("c49");
            assertThat(request.ranking().sparse(2).idCount()).isEqualTo(50);
        }
        assertThat(clicks(goldenLines().getFirst()).ranking().dense(0))
                .containsExactly(0.92350847f, 0.89186335f, 0.5f, 0.8660254f);
    }

    static List<String> goldenLines() throws IOException {
        try (InputStream in = RankRequestDecoderTests.class.getResourceAsStream("/clicks-requests.ndjson")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[5]                | candidates[1].item_dense | shape [1] (expected: [4])",
                "[1,2,3,4,5]        | candidates[1].item_dense | shape [5] (expected: [4])",
                "7                  | candidates[1].item_dense | 7 (expected: an array)",
                "[1,2,NaN,4]        | candidates[1].item_dense[2] | NaN (expected: a finite float32)",
                "[1,2,3,1e999]      | candidates[1].item_dense[3] | 1e999 (expected: a finite float32)",
                "[1,2,3,\"4\"]      | candidates[1].item_dense[3] | '4' (expected: a finite float32)",
                "null               | candidates[1].item_dense | null (expected: an array)"
            })
    void refusesDenseValues(String value, String field, String problem) {
        refuses(body(CONTEXT, "[" + ROW_A + "," + ROW_B.replace("[0.25,0,0,1]", value) + "]"), field, problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[12.5]             | candidates[1].item_id[0] | 12.5 (expected: an int64)",
                "[12.0]             | candidates[1].item_id[0] | 12.0 (expected: an int64)",
                "[1,9223372036854775808] | candidates[1].item_id[1] | 9223372036854775808 (expected: an int64)",
                "[\"7\"]            | candidates[1].item_id[0] | '7' (expected: an int64)",
                "[[1]]              | candidates[1].item_id[0] | an array (expected: an int64)",
                "true               | candidates[1].item_id | true (expected: an array)",
                "{}                 | candidates[1].item_id.ids | missing (expected: 'ids')",
                "{\"ids\":[1],\"weights\":[1]} | candidates[1].item_id.weights | weights of a feature without weights (expected: 'ids')",
                "{\"ids\":[1],\"ids\":[1]} | candidates[1].item_id.ids | occurs twice (expected: once)"
            })
    void refusesBags(String value, String field, String problem) {
        refuses(body(CONTEXT, "[" + ROW_A + "," + ROW_B.replace("[12]", value) + "]"), field, problem);
    }

    @Test
    void refusesRowsThatAreNotWhole() {
        refuses(
                body(CONTEXT, "[" + ROW_A + "," + ROW_B.replace("\"category\":2,", "") + "]"),
                "candidates[1].category",
                "missing (expected: a value for every feature of candidate scope)");
        refuses(
                body(CONTEXT, "[" + ROW_B.replace("\"category\":2", "\"category\":2,\"category\":3") + "]"),
                "candidates[0].category",
                "occurs twice (expected: once)");
        refuses(
                body(CONTEXT, "[" + ROW_A.replace("\"id\":\"a\"", "\"id\":\"a\",\"id\":\"b\"") + "]"),
                "candidates[0].id",
                "occurs twice (expected: once)");
        refuses(
                body(CONTEXT, "[" + ROW_A.replace("\"id\":\"a\"", "\"id\":null") + "]"),
                "candidates[0].id",
                "null (expected: a string or an integer)");
        refuses(body(CONTEXT, "[7]"), "candidates[0]", "7 (expected: an object)");
    }

    @Test
    void saysWhereAFeatureBelongs() {
        refuses(
                body(CONTEXT, "[" + ROW_A.replace("\"terms\"", "\"user_id\"") + "]"),
                "candidates[0].user_id",
                "unknown (expected: in 'context', since 'user_id' has request scope)");
        refuses(
                body(CONTEXT.replace("recent_items", "terms"), "[]"),
                "context.terms",
                "unknown (expected: in 'candidates', since 'terms' has candidate scope)");
        refuses(
                body(CONTEXT, "[" + ROW_A.replace("\"terms\"", "\"trems\"") + "]"),
                "candidates[0].trems",
                "unknown (expected: one of [item_dense, item_id, category, terms], or 'id')");
    }

    @Test
    void refusesTopLevelFieldsThatAreMissingOrUnknown() {
        refuses("{\"candidates\":[]}", "context", "missing (expected: 'context')");
        refuses("{\"context\":" + CONTEXT + "}", "candidates", "missing (expected: 'candidates')");
        refuses(
                "{\"scores\":[0.5]}",
                "scores",
                "unknown (expected: 'context', 'candidates', 'topK' or 'allowDegraded')");
        refuses(
                body(CONTEXT.replace(",\"recent_items\":[1,2]", ""), "[]"),
                "context.recent_items",
                "missing (expected: a value for every feature of request scope)");
        refuses(body(CONTEXT, "[],\"candidates\":[]"), "candidates", "occurs twice (expected: once)");
        refuses(
                body(CONTEXT, "\"none\""),
                "candidates",
                "'none' (expected: an array of candidates, or an object of columns)");
    }

    @Test
    void readsWhetherADegradedAnswerWillDo() {
        assertThat(clicks(body(CONTEXT, "[]")).ranking().allowDegraded()).isTrue();
        assertThat(clicks(body(CONTEXT, "[],\"allowDegraded\":true")).ranking().allowDegraded())
                .isTrue();
        assertThat(clicks(body(CONTEXT, "[],\"allowDegraded\":false")).ranking().allowDegraded())
                .isFalse();
        refuses(body(CONTEXT, "[],\"allowDegraded\":\"no\""), "allowDegraded", "'no' (expected: true or false)");
        refuses(body(CONTEXT, "[],\"allowDegraded\":null"), "allowDegraded", "null (expected: true or false)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "0     | 0 (expected: at least 1)",
                "-3    | -3 (expected: at least 1)",
                "1.5   | 1.5 (expected: an int32)",
                "5000000000 | 5000000000 (expected: an int32)",
                "\"3\" | '3' (expected: an int32)"
            })
    void refusesTopK(String topK, String problem) {
        refuses(body(CONTEXT, "[],\"topK\":" + topK), "topK", problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[[1],[2],[3]] | {\"values\":[1],\"lengths\":[1,0],\"weights\":[1]} | candidates.tags | shape [2] over candidates (expected: [3], as 'price')",
                "[[1,1],[2,2]] | {\"values\":[1],\"lengths\":[1,0],\"weights\":[1]} | candidates.price | shape [2, 2] (expected: [candidates, 1])",
                "[1,2] | {\"values\":[1,2],\"lengths\":[1,0],\"weights\":[1,1]} | candidates.tags.lengths | shape [2], sum 1 (expected: sum 2, since candidates.tags.values has shape [2])",
                "[1,2] | {\"values\":[1],\"lengths\":[2,-1],\"weights\":[1]} | candidates.tags.lengths[1] | -1 (expected: at least 0)",
                "[1,2] | {\"values\":[1,2],\"lengths\":[1,1],\"weights\":[1]} | candidates.tags.weights | shape [1] (expected: [2], as 'values')",
                "[1,2] | {\"values\":[1,2],\"lengths\":[1,1]} | candidates.tags.weights | missing (expected: 'weights')",
                "[1,2] | {\"values\":[1,2],\"weights\":[1,1]} | candidates.tags.lengths | missing (expected: 'lengths')",
                "[1,2] | {\"ids\":[1,2]} | candidates.tags.ids | unknown (expected: 'values', 'lengths', 'weights')",
                "[1,2] | [[1],[2]] | candidates.tags | an array (expected: an object)"
            })
    void refusesColumns(String price, String tags, String field, String problem) {
        assertThatThrownBy(() -> weighted("{\"candidates\":{\"price\":" + price + ",\"tags\":" + tags + "}}"))
                .isInstanceOf(InvalidFieldException.class)
                .hasMessage(field + ": " + problem);
    }

    @Test
    void refusesColumnsOfMissingFeaturesAndOtherNumbersOfIds() {
        assertThatThrownBy(() -> weighted("{\"candidates\":{\"price\":[1]}}"))
                .hasMessage("candidates.tags: missing (expected: 'tags')");
        assertThatThrownBy(() -> weighted("{\"candidates\":{\"id\":[\"a\",\"b\"],\"price\":[1],"
                        + "\"tags\":{\"values\":[],\"lengths\":[0],\"weights\":[]}}}"))
                .hasMessage("candidates.id: shape [2] over candidates (expected: [1], as 'price')");
    }

    @Test
    void refusesWeightsThatAreMissingOrOfAnotherNumber() {
        assertThatThrownBy(() -> weighted("{\"candidates\":[{\"price\":1,\"tags\":[1]}]}"))
                .hasMessage(
                        "candidates[0].tags: an array (expected: {\"ids\": […], \"weights\": […]}, since the feature is weighted)");
        assertThatThrownBy(() -> weighted("{\"candidates\":[{\"price\":1,\"tags\":{\"ids\":[1,2],\"weights\":[1,2]}},"
                        + "{\"price\":1,\"tags\":{\"ids\":[1,2],\"weights\":[1,2,3]}}]}"))
                .hasMessage("candidates[1].tags.weights: shape [3] (expected: [2], as 'ids')");
        assertThatThrownBy(() ->
                        weighted("{\"candidates\":[{\"price\":1,\"tags\":{\"ids\":[1],\"weights\":[Infinity]}}]}"))
                .hasMessage("candidates[0].tags.weights[0]: Infinity (expected: a finite float32)");
    }

    @Test
    void refusesMoreThanTheLimits() {
        DecodeLimits oneCandidate = new DecodeLimits(1, 100);
        DecodeLimits sixIds = new DecodeLimits(10, 6);
        byte[] twoRows = bytes(body(CONTEXT, "[" + ROW_A + "," + ROW_B + "]"));
        assertThatThrownBy(() -> RankRequestDecoder.decode(
                        ReceivedBody.of(twoRows), CLICKS, deadline(), oneCandidate, RequestMemory.unpooled()))
                .isInstanceOf(PayloadTooLargeException.class)
                .hasMessage("candidates: 2 (expected: at most 1 a request)");
        byte[] manyIds = bytes(body(CONTEXT, "[" + ROW_A + "]"));
        assertThatThrownBy(() -> RankRequestDecoder.decode(
                        ReceivedBody.of(manyIds), CLICKS, deadline(), sixIds, RequestMemory.unpooled()))
                .isInstanceOf(PayloadTooLargeException.class)
                .hasMessage("ids: more than 6 in all sparse features (expected: at most 6 a request)");
    }

    private static void refuses(String body, String field, String problem) {
        assertThatThrownBy(() -> clicks(body)).isInstanceOfSatisfying(InvalidFieldException.class, thrown -> {
            assertThat(thrown).hasMessage(field + ": " + problem);
            assertThat(thrown.field()).isEqualTo(field);
        });
    }

    private static String body(String context, String candidates) {
        return "{\"context\":" + context + ",\"candidates\":" + candidates + "}";
    }

    private static RankRequest clicks(String body) {
        return RankRequestDecoder.decode(
                ReceivedBody.of(bytes(body)),
                CLICKS,
                deadline(),
                new DecodeLimits(1_000, 100_000),
                RequestMemory.unpooled());
    }

    private static RankRequest weighted(String body) {
        return RankRequestDecoder.decode(
                ReceivedBody.of(bytes(body)),
                WEIGHTED,
                deadline(),
                new DecodeLimits(1_000, 100_000),
                RequestMemory.unpooled());
    }

    private static byte[] bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    private static Deadline deadline() {
        return Deadline.after(Duration.ofMinutes(1));
    }

    private static List<List<Long>> bags(Bags bags) {
        return IntStream.range(0, bags.bagCount())
                .mapToObj(bag -> Arrays.stream(bags.ids(), bags.offsets()[bag], bags.offsets()[bag + 1])
                        .boxed()
                        .toList())
                .toList();
    }
}
