package dev.outrank.benchmarks.json;

import dev.outrank.bundle.manifest.BundleFile;
import dev.outrank.bundle.manifest.DenseFeature;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.Features;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.NetInput;
import dev.outrank.bundle.manifest.NetOutput;
import dev.outrank.bundle.manifest.NetSpec;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.bundle.manifest.SparseFeature;
import dev.outrank.bundle.manifest.TableSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;

/**
 * A request like those of mlperf-dlrm-v2, and the model that it is for.
 *
 * @param manifest the model
 * @param json the request's body
 * @param ids its ids
 * @param idSum their sum
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and copied nowhere.
record InferenceBody(Manifest manifest, byte[] json, int ids, long idSum) {

    static final int CANDIDATES = 270;

    /** Ids of each feature of one candidate (multi-hot sizes of the DLRM-v2 reference of MLPerf inference). */
    private static final int[] BAG_LENGTHS = {
        3, 2, 1, 2, 6, 1, 1, 1, 1, 7, 3, 8, 1, 6, 9, 5, 1, 1, 1, 12, 100, 27, 10, 3, 1, 1
    };

    private static final int DENSE_WIDTH = 13;
    private static final int DIM = 128;
    private static final long ROWS = 40_000_000;
    private static final String TABLES = "tables/tables.safetensors";
    private static final String NET = "dense/top.onnx";

    static InferenceBody make() {
        Random random = new Random(7);
        StringBuilder json = new StringBuilder("{\"id\":\"bench\",\"inputs\":[");
        StringJoiner dense = new StringJoiner(",");
        for (int i = 0; i < CANDIDATES * DENSE_WIDTH; i++) {
            dense.add(Float.toString(random.nextFloat()));
        }
        tensor(json, "dense", "FP32", CANDIDATES + "," + DENSE_WIDTH, dense);
        int ids = 0;
        long sum = 0;
        for (int feature = 0; feature < BAG_LENGTHS.length; feature++) {
            StringJoiner values = new StringJoiner(",");
            StringJoiner lengths = new StringJoiner(",");
            int count = CANDIDATES * BAG_LENGTHS[feature];
            for (int i = 0; i < count; i++) {
                long id = random.nextLong(ROWS);
                sum += id;
                values.add(Long.toString(id));
            }
            for (int i = 0; i < CANDIDATES; i++) {
                lengths.add(Integer.toString(BAG_LENGTHS[feature]));
            }
            json.append(',');
            tensor(json, "sparse" + feature + ".values", "INT64", Integer.toString(count), values);
            json.append(',');
            tensor(json, "sparse" + feature + ".lengths", "INT32", Integer.toString(CANDIDATES), lengths);
            ids += count;
        }
        return new InferenceBody(
                manifestOf(BAG_LENGTHS.length),
                json.append("]}").toString().getBytes(StandardCharsets.UTF_8),
                ids,
                sum);
    }

    private static void tensor(StringBuilder json, String name, String datatype, String shape, StringJoiner data) {
        json.append("{\"name\":\"").append(name).append("\",\"datatype\":\"").append(datatype);
        json.append("\",\"shape\":[")
                .append(shape)
                .append("],\"data\":[")
                .append(data)
                .append("]}");
    }

    private static Manifest manifestOf(int features) {
        List<SparseFeature> sparse = new ArrayList<>();
        List<TableSpec> tables = new ArrayList<>();
        List<NetInput> inputs = new ArrayList<>();
        inputs.add(new NetInput("dense", List.of("dense")));
        for (int i = 0; i < features; i++) {
            String name = "sparse" + i;
            tables.add(new TableSpec("table" + i, ROWS, DIM, ElementType.FLOAT32, TABLES, name, null));
            sparse.add(new SparseFeature(name, "table" + i, Scope.CANDIDATE, Pooling.SUM, false, IdPolicy.FAIL));
            inputs.add(new NetInput(name, List.of(name)));
        }
        NetSpec net = new NetSpec("top", Scope.CANDIDATE, NET, inputs, List.of(new NetOutput("score", 1)));
        return new Manifest(
                Manifest.FORMAT_VERSION,
                "mlperf-like",
                "",
                new Features(List.of(new DenseFeature("dense", DENSE_WIDTH, Scope.CANDIDATE)), sparse),
                tables,
                List.of(net),
                List.of("score"),
                List.of(new BundleFile(TABLES, 1, "0".repeat(64)), new BundleFile(NET, 1, "0".repeat(64))));
    }
}
