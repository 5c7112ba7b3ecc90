package dev.outrank.ranking.oip;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Valid bodies of {@code infer} for the test models, of which a test changes one tensor. */
final class InferenceBodies {

    private final Map<String, String> tensors = new LinkedHashMap<>();

    static InferenceBodies clicks() {
        return new InferenceBodies()
                .with("user_dense", "FP32", "[1,4]", "[1,2,3,4]")
                .with("item_dense", "FP32", "[2,4]", "[[0.5,0,0,0],[0.25,0,0,1]]")
                .with("user_id.values", "INT64", "[1]", "[7]")
                .with("user_id.lengths", "INT32", "[1]", "[1]")
                .with("recent_items.values", "INT64", "[2]", "[1,2]")
                .with("recent_items.lengths", "INT32", "[1]", "[2]")
                .with("item_id.values", "INT64", "[2]", "[11,12]")
                .with("item_id.lengths", "INT32", "[2]", "[1,1]")
                .with("category.values", "INT64", "[2]", "[1,2]")
                .with("category.lengths", "INT32", "[2]", "[1,1]")
                .with("terms.values", "INT64", "[2]", "[5,6]")
                .with("terms.lengths", "INT32", "[2]", "[2,0]");
    }

    static InferenceBodies weighted() {
        return new InferenceBodies()
                .with("price", "FP32", "[2,1]", "[2,1]")
                .with("tags.values", "INT64", "[2]", "[3,4]")
                .with("tags.lengths", "INT32", "[2]", "[2,0]")
                .with("tags.weights", "FP32", "[2]", "[0.5,2]");
    }

    InferenceBodies with(String name, String datatype, String shape, String data) {
        return withText(
                name,
                "{\"name\":\"" + name + "\",\"datatype\":\"" + datatype + "\",\"shape\":" + shape + ",\"data\":" + data
                        + "}");
    }

    InferenceBodies withText(String name, String tensor) {
        tensors.put(name, tensor);
        return this;
    }

    InferenceBodies without(String name) {
        tensors.remove(name);
        return this;
    }

    /** Returns the body, with more top-level fields such as {@code "id":"x",}. */
    String body(String moreFields) {
        return tensors.values().stream().collect(Collectors.joining(",", "{" + moreFields + "\"inputs\":[", "]}"));
    }

    String body() {
        return body("");
    }
}
