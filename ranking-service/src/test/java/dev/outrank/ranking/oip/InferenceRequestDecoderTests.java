package dev.outrank.ranking.oip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.failure.CallerException;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.ranking.http.FakeServedModel;
import dev.outrank.ranking.http.ReceivedBody;
import dev.outrank.ranking.http.TestModels;
import dev.outrank.ranking.json.DecodeLimits;
import dev.outrank.ranking.json.InvalidFieldException;
import dev.outrank.ranking.memory.RequestMemory;
import dev.outrank.ranking.request.Deadline;
import dev.outrank.ranking.request.PayloadTooLargeException;
import dev.outrank.ranking.request.RankingRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InferenceRequestDecoderTests {

    private static final DecodeLimits LIMITS = new DecodeLimits(1_000, 100_000);

    @Test
    void readsTensorsOfAllRoles() {
        InferenceRequest request = clicks(InferenceBodies.clicks().body());

        RankingRequest ranking = request.ranking();
        assertThat(ranking.candidates()).isEqualTo(2);
        assertThat(ranking.dense(0)).containsExactly(1, 2, 3, 4);
        assertThat(ranking.dense(1)).containsExactly(0.5f, 0, 0, 0, 0.25f, 0, 0, 1);
        Bags terms = ranking.sparse(4);
        assertThat(terms.bagCount()).isEqualTo(2);
        assertThat(terms.ids()).containsExactly(5, 6);
        assertThat(terms.offsets()).containsExactly(0, 2, 2);
        assertThat(request.id()).isNull();
        assertThat(request.outputs()).containsExactly("score");
    }

    @Test
    void readsWeights() {
        Bags tags = weighted(InferenceBodies.weighted().body()).ranking().sparse(0);
        assertThat(tags.weights()).containsExactly(0.5f, 2f);
    }

    @Test
    void readsDataBeforeNameDatatypeAndShape() {
        String swapped =
                "{\"data\": [ [0.5,0,0,0], [0.25,0,0,1] ] ,\"parameters\":{\"x\":[1]},\"shape\":[2,4],\"datatype\":\"FP32\",\"name\":\"item_dense\"}";
        RankingRequest ranking = clicks(
                        InferenceBodies.clicks().withText("item_dense", swapped).body("\"id\":\"äöü\","))
                .ranking();
        assertThat(ranking.dense(1)).containsExactly(0.5f, 0, 0, 0, 0.25f, 0, 0, 1);
    }

    @Test
    void namesTheTensorWhenEarlyDataIsWrong() {
        String swapped =
                "{\"data\":[[0.5,0,0,0],[0.25,NaN,0,1]],\"shape\":[2,4],\"datatype\":\"FP32\",\"name\":\"item_dense\"}";
        refuses(
                InferenceBodies.clicks().withText("item_dense", swapped),
                "item_dense.data[1][1]: NaN (expected: a finite float32)");
    }

    @Test
    void readsIdOutputsAndParameters() {
        String fields =
                "\"id\":\"r-1\",\"parameters\":{\"priority\":1,\"nested\":{\"a\":[1,2]}},\"model_name\":\"weighted\","
                        + "\"model_version\":null,\"outputs\":[{\"name\":\"heads\",\"parameters\":{\"binary_data\":false}},{\"name\":\"score\"}],";
        InferenceRequest request = weighted(InferenceBodies.weighted().body(fields));
        assertThat(request.id()).isEqualTo("r-1");
        assertThat(request.outputs()).containsExactly("heads", "score");
        assertThat(weighted(InferenceBodies.weighted().body("\"outputs\":[],\"id\":null,"))
                        .outputs())
                .containsExactly("score", "heads");
    }

    @Test
    void readsNoCandidatesAtAll() {
        InferenceBodies none = new InferenceBodies()
                .with("price", "FP32", "[0,1]", "[]")
                .with("tags.values", "INT64", "[0]", "[]")
                .with("tags.lengths", "INT32", "[0]", "[]")
                .with("tags.weights", "FP32", "[0]", "[]");
        assertThat(weighted(none.body()).ranking().candidates()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "item_dense | FP64 | [2,4] | [] | item_dense.datatype: 'FP64' (expected: FP32)",
                "item_dense | FP32 | [2,3] | [] | item_dense.shape: [2, 3] (expected: [-1, 4])",
                "item_dense | FP32 | [8] | [] | item_dense.shape: [8] (expected: [-1, 4])",
                "item_dense | FP32 | [-2,4] | [] | item_dense.shape: [-2, 4] (expected: dimensions of at least 0)",
                "item_dense | FP32 | [2.5,4] | [] | item_dense.shape[0]: 2.5 (expected: an int64)",
                "item_dense | FP32 | [2,4] | [1,2,3] | item_dense.data: shape [3], 3 numbers (expected: 8, since the declared shape is [2, 4])",
                "item_dense | FP32 | [2,4] | [[1,2],[3,4],[5,6],[7,8]] | item_dense.data: shape [4, 2] (expected: [2, 4] as declared, or flat)",
                "item_dense | FP32 | [2,4] | [[1,2,3,4],[5,6,7]] | item_dense.data[1]: 3 elements (expected: 4, as in the arrays beside it)",
                "item_dense | FP32 | [2,4] | [1,2,3,4,5,6,7,NaN] | item_dense.data[7]: NaN (expected: a finite float32)",
                "item_dense | FP32 | [2,4] | [[1,2,3,4],[5,6,1e999,8]] | item_dense.data[1][2]: 1e999 (expected: a finite float32)",
                "item_dense | FP32 | [2,4] | \"x\" | item_dense.data: 'x' (expected: an array)",
                "item_dense | FP32 | [1000000000,4] | [1] | item_dense.data: shape [1], 1 numbers (expected: 4000000000, since the declared shape is [1000000000, 4])",
                "item_dense | FP32 | [9223372036854775807,4] | [1] | item_dense.data: shape [1], 1 numbers (expected: 9223372036854775807, since the declared shape is [9223372036854775807, 4])",
                "item_dense | FP32 | [3,4] | [1,2,3,4,5,6,7,8,9,10,11,12] | item_id.lengths: shape [2], batch 2 (expected: batch 3, since item_dense has shape [3, 4])",
                "user_dense | FP32 | [2,4] | [1,2,3,4,5,6,7,8] | user_dense.shape: [2, 4] (expected: [1, 4])",
                "item_id.values | INT32 | [2] | [1,2] | item_id.values.datatype: 'INT32' (expected: INT64)",
                "item_id.values | INT64 | [2] | [1,2.5] | item_id.values.data[1]: 2.5 (expected: an int64)",
                "item_id.values | INT64 | [2] | [1,99999999999999999999] | item_id.values.data[1]: 99999999999999999999 (expected: an int64)",
                "item_id.values | INT64 | [1,2] | [[1,2]] | item_id.values.shape: [1, 2] (expected: [-1])",
                "item_id.lengths | INT64 | [2] | [1,1] | item_id.lengths.datatype: 'INT64' (expected: INT32)",
                "item_id.lengths | INT32 | [2] | [1,5000000000] | item_id.lengths.data[1]: 5000000000 (expected: an int32)",
                "item_id.lengths | INT32 | [2] | [1,2] | item_id.lengths: shape [2], sum 3 (expected: sum 2, since item_id.values has shape [2])",
                "item_id.lengths | INT32 | [2] | [3,-1] | item_id.lengths[1]: -1 (expected: at least 0)",
                "recent_items.lengths | INT32 | [2] | [1,1] | recent_items.lengths.shape: [2] (expected: [1])",
                "user_id.lengths | INT32 | [0] | [] | user_id.lengths.shape: [0] (expected: [1])"
            })
    void refusesTensors(String name, String datatype, String shape, String data, String message) {
        refuses(InferenceBodies.clicks().with(name, datatype, shape, data), message);
    }

    @Test
    void refusesMissingUnknownAndRepeatedTensors() {
        refuses(
                InferenceBodies.clicks().without("item_dense"),
                "item_dense: missing in inputs (expected: FP32 [-1, 4])");
        refuses(
                InferenceBodies.clicks().without("terms.lengths"),
                "terms.lengths: missing in inputs (expected: INT32 [-1])");
        refuses(
                InferenceBodies.weighted().with("price2", "FP32", "[1]", "[1]"),
                "inputs[4].name: unknown tensor 'price2' (expected: one of [price, tags.values, tags.lengths, tags.weights])",
                TestModels.weighted());
        refuses(
                InferenceBodies.clicks()
                        .withText(
                                "again",
                                "{\"name\":\"user_id.values\",\"datatype\":\"INT64\",\"shape\":[1],\"data\":[7]}"),
                "user_id.values: occurs twice in inputs (expected: once)");
    }

    @Test
    void refusesWeightsOfAnotherShape() {
        refuses(
                InferenceBodies.weighted().with("tags.weights", "FP32", "[3]", "[1,2,3]"),
                "tags.weights: shape [3] (expected: [2], as tags.values)",
                TestModels.weighted());
        refuses(
                InferenceBodies.weighted().without("tags.weights"),
                "tags.weights: missing in inputs (expected: FP32 [-1])",
                TestModels.weighted());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"datatype\":\"FP32\"} | inputs[0].name: missing (expected: 'name')",
                "{\"name\":\"item_dense\",\"shape\":[2,4],\"data\":[]} | item_dense.datatype: missing (expected: FP32)",
                "{\"name\":\"item_dense\",\"datatype\":\"FP32\",\"data\":[]} | item_dense.shape: missing (expected: [-1, 4])",
                "{\"name\":\"item_dense\",\"datatype\":\"FP32\",\"shape\":[2,4]} | item_dense.data: missing (expected: the numbers of the tensor, or the parameter 'binary_data_size')",
                "{\"name\":\"item_dense\",\"datatype\":\"FP32\",\"dims\":[2,4]} | item_dense.dims: unknown (expected: 'name', 'datatype', 'shape', 'data' or 'parameters')",
                "{\"name\":\"item_dense\",\"name\":\"item_dense\"} | inputs[0].name: occurs twice (expected: once)",
                "{\"name\":\"item_dense\",\"datatype\":{}} | item_dense.datatype: an object (expected: a string)",
                "{\"name\":\"item_dense\",\"shape\":[{}]} | item_dense.shape[0]: an object (expected: an int64)",
                "{\"name\":\"item_dense\",\"shape\":[[2]]} | item_dense.shape[0]: an array (expected: an int64)",
                "{\"name\":7} | inputs[0].name: 7 (expected: a string)",
                "{\"data\":7} | inputs[0].data: 7 (expected: an array)",
                "[] | inputs[0]: an array (expected: an object)"
            })
    void refusesTensorObjects(String tensor, String message) {
        refuses(new InferenceBodies().withText("first", tensor), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"id\":7, | id: 7 (expected: a string)",
                "\"ouputs\":[], | ouputs: unknown (expected: 'id', 'inputs', 'outputs' or 'parameters')",
                "\"outputs\":[{\"name\":\"x\"}], | outputs[0].name: unknown output 'x' (expected: one of [score])",
                "\"outputs\":[{\"name\":\"score\"},{\"name\":\"score\"}], | outputs[1].name: output 'score' occurs twice (expected: once)",
                "\"outputs\":[{}], | outputs[0].name: missing (expected: 'name')",
                "\"outputs\":{}, | outputs: an object (expected: an array)",
                "\"model_name\":\"other\", | model_name: 'other' (expected: 'clicks', as in the path)",
                "\"inputs\":[], | inputs: occurs twice (expected: once)"
            })
    void refusesTopLevelFields(String fields, String message) {
        assertThatThrownBy(() -> clicks(InferenceBodies.clicks().body(fields)))
                .isInstanceOf(InvalidFieldException.class)
                .hasMessage(message);
    }

    @Test
    void refusesBodiesWithoutInputs() {
        assertThatThrownBy(() -> clicks("{\"id\":\"x\"}")).hasMessage("inputs: missing (expected: 'inputs')");
        assertThatThrownBy(() -> clicks("{\"inputs\":[]}"))
                .hasMessage("user_dense: missing in inputs (expected: FP32 [1, 4])");
    }

    @Test
    void refusesMoreThanTheLimits() {
        FakeServedModel model = new FakeServedModel(TestModels.clicks(), "1");
        byte[] body = InferenceBodies.clicks().body().getBytes(StandardCharsets.UTF_8);
        Deadline deadline = Deadline.after(Duration.ofMinutes(1));
        assertThatThrownBy(() -> InferenceRequestDecoder.decode(
                        ReceivedBody.of(body),
                        body.length,
                        model,
                        TensorCatalog.of(model.manifest()),
                        deadline,
                        new DecodeLimits(1, 100),
                        RequestMemory.unpooled()))
                .isInstanceOf(PayloadTooLargeException.class)
                .hasMessage("candidates: 2 (expected: at most 1 a request)");
        assertThatThrownBy(() -> InferenceRequestDecoder.decode(
                        ReceivedBody.of(body),
                        body.length,
                        model,
                        TensorCatalog.of(model.manifest()),
                        deadline,
                        new DecodeLimits(10, 8),
                        RequestMemory.unpooled()))
                .isInstanceOf(PayloadTooLargeException.class)
                .hasMessageStartingWith("ids: more than 8");
    }

    @Test
    void readsBinaryTensorsInTheirOrderAmongOthers() {
        BinaryBodies bodies = BinaryBodies.weighted();
        RankingRequest ranking = bodies.decode().ranking();
        assertThat(ranking.candidates()).isEqualTo(2);
        assertThat(ranking.dense(0)).containsExactly(2, 1);
        assertThat(ranking.sparse(0).ids()).containsExactly(3, -4);
        assertThat(ranking.sparse(0).offsets()).startsWith(0, 2, 2);
        assertThat(ranking.sparse(0).weights()).containsExactly(0.5f, 2);
    }

    @Test
    void readsWhetherADegradedAnswerWillDo() {
        String parameters = "\"parameters\":{\"binary_data_output\":true,\"allow_degraded\":%s},";
        InferenceRequest exact = weighted(InferenceBodies.weighted().body(parameters.formatted(false)));

        assertThat(exact.ranking().allowDegraded()).isFalse();
        assertThat(exact.binary()).isNotEmpty();
        assertThat(weighted(InferenceBodies.weighted().body(parameters.formatted(true)))
                        .ranking()
                        .allowDegraded())
                .isTrue();
        assertThat(weighted(InferenceBodies.weighted().body()).ranking().allowDegraded())
                .isTrue();
        assertThatThrownBy(() -> weighted(InferenceBodies.weighted().body(parameters.formatted("\"no\""))))
                .hasMessage("parameters.allow_degraded: 'no' (expected: true or false)");
    }

    @Test
    void saysWhichOutputsAreToBeBinary() {
        assertThat(weighted(InferenceBodies.weighted().body("\"parameters\":{\"binary_data_output\":true},"))
                        .binary())
                .containsExactlyInAnyOrder("score", "heads");
        String own = "\"outputs\":[{\"name\":\"score\"},{\"name\":\"heads\",\"parameters\":{\"binary_data\":%s}}],";
        assertThat(weighted(InferenceBodies.weighted().body(own.formatted(true)))
                        .binary())
                .containsExactly("heads");
        assertThat(weighted(InferenceBodies.weighted()
                                .body("\"parameters\":{\"x\":{},\"binary_data_output\":true}," + own.formatted(false)))
                        .binary())
                .containsExactly("score");
        assertThat(weighted(InferenceBodies.weighted().body()).binary()).isEmpty();
        assertThatThrownBy(
                        () -> weighted(InferenceBodies.weighted().body("\"parameters\":{\"binary_data_output\":1},")))
                .hasMessage("parameters.binary_data_output: 1 (expected: true or false)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "12 | price.parameters.binary_data_size: 12 (expected: 4 for each FP32 of the declared shape [2, 1])",
                "9 | price.parameters.binary_data_size: 9 (expected: 4 for each FP32 of the declared shape [2, 1])",
                "-8 | price.parameters.binary_data_size: -8 (expected: at least 0)",
                "\"8\" | price.parameters.binary_data_size: '8' (expected: an int64)"
            })
    void refusesBinarySizesThatAreNotTheShapes(String size, String message) {
        assertThatThrownBy(() -> BinaryBodies.weighted().priceOf(size).decode())
                .isInstanceOf(InvalidFieldException.class)
                .hasMessage(message);
    }

    @Test
    void refusesBinaryDataThatIsNotThereOrTooMuch() {
        assertThatThrownBy(() -> BinaryBodies.weighted().withoutBytes(1).decode())
                .hasMessage(
                        "tags.values.parameters.binary_data_size: 16 (expected: at most 15, the bytes of the body that are left)");
        assertThatThrownBy(() -> BinaryBodies.weighted().withBytes(3).decode())
                .hasMessage("body: 3 bytes more (expected: none after the binary tensors)");
        assertThatThrownBy(() -> decode(
                        "{\"inputs\":[{\"name\":\"price\",\"datatype\":\"FP32\",\"shape\":[2,1],\"parameters\":{\"binary_data_size\":8}}]}",
                        new FakeServedModel(TestModels.weighted(), "1")))
                .hasMessage(
                        "price.parameters.binary_data_size: 8 (expected: at most 0, the bytes of the body that are left)");
        assertThatThrownBy(() -> BinaryBodies.weighted().withDataToo().decode())
                .hasMessage("price.data: beside 'binary_data_size' (expected: one of the two)");
        assertThatThrownBy(() -> BinaryBodies.weighted().price(Float.NaN).decode())
                .hasMessage("price: NaN at position 0 (expected: finite numbers)");
    }

    private static void refuses(InferenceBodies bodies, String message) {
        refuses(bodies, message, TestModels.clicks());
    }

    private static void refuses(InferenceBodies bodies, String message, Manifest manifest) {
        assertThatThrownBy(() -> decode(bodies.body(), new FakeServedModel(manifest, "1")))
                .isInstanceOf(CallerException.class)
                .hasMessage(message);
    }

    private static InferenceRequest clicks(String body) {
        return decode(body, new FakeServedModel(TestModels.clicks(), "1"));
    }

    private static InferenceRequest weighted(String body) {
        return decode(body, new FakeServedModel(TestModels.weighted(), "1"));
    }

    private static InferenceRequest decode(String body, FakeServedModel model) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return InferenceRequestDecoder.decode(
                ReceivedBody.of(bytes),
                bytes.length,
                model,
                TensorCatalog.of(model.manifest()),
                Deadline.after(Duration.ofMinutes(1)),
                LIMITS,
                RequestMemory.unpooled());
    }
}
