package dev.outrank.bundle.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.manifest.ElementType;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlanFormatTests {

    private static final String JSON = """
            {
              "formatVersion": 1,
              "model": "clicks",
              "bundleFingerprint": "abc",
              "strategy": "capacity",
              "shards": [ {
                "index": 0,
                "replicas": 2,
                "placements": [ {
                  "table": "item",
                  "firstRow": 0,
                  "endRow": 4000
                } ]
              }, {
                "index": 1,
                "replicas": 1,
                "placements": []
              } ]
            }
            """;

    @TempDir
    Path directory;

    @Test
    void writesWhatItReads() {
        ShardingPlan plan = PlanFormat.parse(JSON, "plan.json");
        Path file = directory.resolve("plan.json");
        PlanFormat.write(plan, file);

        assertThat(PlanFormat.toJson(plan)).isEqualTo(JSON);
        assertThat(file).hasContent(JSON);
        assertThat(PlanFormat.read(file)).isEqualTo(plan);
    }

    @Test
    void writesChosenTypesInTheOrderOfTheirTables() {
        String chosen = JSON.replace(
                "  \"shards\"",
                "  \"dtypes\": {\n    \"item\": \"int8\",\n    \"user\": \"float16\"\n  },\n  \"shards\"");
        ShardingPlan plan = PlanFormat.parse(
                JSON.replace("\"shards\"", "\"dtypes\": {\"user\": \"float16\", \"item\": \"int8\"}, \"shards\""),
                "plan.json");

        assertThat(plan.dtypes()).containsEntry("item", ElementType.INT8).hasSize(2);
        assertThat(PlanFormat.toJson(plan)).isEqualTo(chosen);
        assertThat(PlanFormat.parse(JSON, "plan.json").dtypes()).isEmpty();
    }

    @Test
    void writesWhatIsLeftToRankingBehindTheShards() {
        String local = JSON.replace("  } ]\n}\n", """
                  } ],
                  "local": [ {
                    "table": "country",
                    "firstRow": 0,
                    "endRow": 200
                  } ]
                }
                """);
        ShardingPlan plan = PlanFormat.parse(local, "plan.json");

        assertThat(plan.local()).containsExactly(new Placement("country", 0, 200));
        assertThat(PlanFormat.toJson(plan)).isEqualTo(local);
        assertThat(plan.packed()).hasSize(3);
        assertThat(plan.isLocal(2)).isTrue();
        ShardingPlan shardsOnly = PlanFormat.parse(JSON, "plan.json");
        assertThat(shardsOnly.packed()).isEqualTo(shardsOnly.shards());
        assertThat(shardsOnly.isLocal(2)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "formatVersion": 1 | "formatVersion": 9 | formatVersion: 9 (expected: 1
            "formatVersion": 1 | "formatVersion": -99999999999999999999 | formatVersion: -99999999999999999999 (expected: 1
            "model": "clicks", |                    | model: missing (expected: a string)
            "model": "clicks"  | "model": "m", "x":1 | x: unknown property (expected: one of [bundleFingerprint, dtypes, formatVersion, local, model
            "model": "clicks"  | "model": "m", "dtypes": {"item": "int2"} | dtypes.item: "int2" (expected: one of [float32, float16, int8, int4])
            "model": "clicks"  | "model": "m", "dtypes": {"item": null} | dtypes.item: null (expected: one of [float32, float16, int8, int4])
            "model": "clicks"  | "model": "m", "dtypes": [] | dtypes: [] (expected:
            "model": "clicks"  | "model": "m", "local": [null] | local[0]: null (expected: an object)
            "model": "clicks"  | "model": "m", "local": [{"table":"a","firstRow":0,"endRow":1},{"table":"a","firstRow":1,"endRow":2}] | local: 'a' occurs twice (expected: one row range of a table in ranking)
            "index": 1         | "index": 2         | shards[1].index: 2 (expected: 1, its position)
            "index": 1         | "index": -1        | shards.index: -1 (expected: at least 0)
            "replicas": 2      | "replicas": 0      | shards[0].replicas: 0 (expected: at least 1)
            "replicas": 2      | "replicas": 2.0    | shards[0].replicas: 2.0 (expected: a whole number of 32 bits)
            "endRow": 4000     | "endRow": 0        | shards[0].placements[0]: shards.placements['item']: rows [0, 0) (expected: 0 <= firstRow < endRow)
            "endRow": 4000     | "endRow": "x"      | shards[0].placements[0].endRow: "x" (expected: a whole number of 64 bits)
            "firstRow": 0      | "firstRow": -1     | rows [-1, 4000) (expected: 0 <= firstRow < endRow)
            "firstRow": 0,     | "firstRow": 0, "firstRow": 0, | line 11, column
            """)
    void refusesWhatIsNoPlan(String from, String to, String message) {
        assertThat(JSON).contains(from);
        String json = JSON.replace(from, to == null ? "" : to);

        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> PlanFormat.parse(json, "some/plan.json"))
                .withMessageStartingWith("some/plan.json: ")
                .withMessageContaining(message)
                .withMessageContaining("(expected: ");
    }

    @Test
    void refusesAShardWithTwoRangesOfATable() {
        String range = "{\"table\":\"item\",\"firstRow\":0,\"endRow\":1}";
        String json = "{\"formatVersion\":1,\"model\":\"m\",\"bundleFingerprint\":\"f\",\"strategy\":\"s\",\"shards\":"
                + "[{\"index\":0,\"replicas\":1,\"placements\":[" + range + "," + range + "]}]}";

        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> PlanFormat.parse(json, "plan.json"))
                .withMessageContaining("shards[0].placements: 'item' occurs twice");
    }

    @Test
    void refusesAPlanWithoutShards() {
        String json =
                "{\"formatVersion\":1,\"model\":\"m\",\"bundleFingerprint\":\"f\",\"strategy\":\"s\",\"shards\":[]}";

        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> PlanFormat.parse(json, "plan.json"))
                .withMessage("plan.json: shards: [] (expected: at least one)");
    }
}
