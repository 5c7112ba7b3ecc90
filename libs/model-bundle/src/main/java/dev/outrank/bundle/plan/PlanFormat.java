package dev.outrank.bundle.plan;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.internal.SmallFiles;
import dev.outrank.bundle.internal.StrictJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/** Reads and writes {@code plan.json}; the format is {@code docs/format/plan.md}. */
public final class PlanFormat {

    /** The plan's name beside the packed shards. */
    public static final String FILE_NAME = "plan.json";

    /** A limit against files that are no plan. */
    private static final long MAX_BYTES = 64L << 20;

    private PlanFormat() {}

    /**
     * Returns the plan in a file.
     *
     * @throws BundleException naming the file, the JSON path, the value and what was expected
     */
    public static ShardingPlan read(Path planJson) {
        return parse(SmallFiles.read(planJson, MAX_BYTES), planJson.toString());
    }

    /**
     * Returns the plan in a text.
     *
     * @param origin what to call the text in messages
     * @throws BundleException naming the origin, the JSON path, the value and what was expected
     */
    public static ShardingPlan parse(String json, String origin) {
        return parse(json.getBytes(StandardCharsets.UTF_8), origin);
    }

    private static ShardingPlan parse(byte[] utf8, String origin) {
        JsonNode tree = StrictJson.parse(utf8, origin);
        StrictJson.requireFormatVersion(tree, ShardingPlan.FORMAT_VERSION, origin);
        return StrictJson.bind(tree, ShardingPlan.class, origin);
    }

    /** Writes the plan's canonical JSON, at once. */
    public static void write(ShardingPlan plan, Path planJson) {
        SmallFiles.writeAtomically(planJson, toJson(plan).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the plan's canonical JSON: equal plans give equal text. */
    public static String toJson(ShardingPlan plan) {
        return StrictJson.write(plan);
    }
}
