package dev.outrank.bundle.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrank.bundle.failure.BundleException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class VectorTypeTests {

    private static final ShardingPlan USUAL = new ShardingPlan(
            ShardingPlan.FORMAT_VERSION,
            "clicks",
            "0".repeat(64),
            "by-hand",
            List.of(new ShardSpec(0, 1, List.of(new Placement("user", 0, 5)))));

    @Test
    void isLeftOutOfThePlanWhereItIsFloat32() {
        String json = PlanFormat.toJson(USUAL);

        assertThat(json).doesNotContain("vectors");
        assertThat(PlanFormat.parse(json, "plan.json").vectors()).isEqualTo(VectorType.FLOAT32);
    }

    @Test
    void isKeptInThePlanWhereItIsFloat16() {
        ShardingPlan plan = USUAL.withVectors(VectorType.FLOAT16);
        String json = PlanFormat.toJson(plan);

        assertThat(json).contains("\"vectors\": \"float16\"");
        assertThat(PlanFormat.parse(json, "plan.json")).isEqualTo(plan);
    }

    @Test
    void isRefusedWhereItIsNoType() {
        String json = PlanFormat.toJson(USUAL.withVectors(VectorType.FLOAT16)).replace("float16", "int8");

        assertThatThrownBy(() -> PlanFormat.parse(json, "plan.json"))
                .isInstanceOf(BundleException.class)
                .hasMessageStartingWith("plan.json: vectors: ");
    }
}
