package dev.outrank.workbench.reorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrank.bundle.Bundle;
import dev.outrank.bundle.manifest.BundleFile;
import dev.outrank.bundle.manifest.OrderSpec;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.bundle.order.RowOrder;
import dev.outrank.planner.traffic.CurvePoint;
import dev.outrank.workbench.CommandRun;
import dev.outrank.workbench.bundle.BundleFiles;
import dev.outrank.workbench.requests.GoldenLine;
import dev.outrank.workbench.requests.GoldenRequests;
import dev.outrank.workbench.score.LocalScorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReorderCommandTests {

    private static final String ITEM = table("item", "7000, 3, 4, 12");
    private static final String USER = table("user", "");
    private static final String TERM = table("term", "1, 0");

    @TempDir
    private Path directory;

    private Path model;

    /** A copy, beside the targets and so on their disk. */
    @BeforeEach
    void copyClicks() throws IOException {
        model = directory.resolve("clicks");
        for (String file : BundleFiles.list(CommandRun.CLICKS)) {
            Files.createDirectories(model.resolve(file).getParent());
            Files.copy(CommandRun.CLICKS.resolve(file), model.resolve(file));
        }
        Files.copy(CommandRun.CLICKS.resolve("model.json"), model.resolve("model.json"));
    }

    private static String table(String name, String hotIds) {
        return """
                {"table": "%s", "accesses": 1000, "distinctIds": 8,
                 "accessCurve": [{"rows": 2, "share": 0.5}, {"rows": 6, "share": 0.9}, {"rows": 8, "share": 1.0}],
                 "hotIds": [%s]}""".formatted(name, hotIds);
    }

    private Path profile(String modelName, String... tables) throws IOException {
        return Files.writeString(
                directory.resolve("profile.json"), """
                {"formatVersion": 1, "model": "%s", "origin": "by hand", "requests": 10,
                 "candidates": [{"candidates": 50, "share": 1.0}],
                 "features": [], "tables": [%s], "nets": []}
                """.formatted(modelName, String.join(", ", tables)));
    }

    private CommandRun reorder(Path from, String out, Path profile, Object... more) {
        Object[] arguments = new Object[more.length + 7];
        System.arraycopy(
                new Object[] {"reorder", "--model", from, "--profile", profile, "--out", directory.resolve(out)},
                0,
                arguments,
                0,
                7);
        System.arraycopy(more, 0, arguments, 7, more.length);
        return CommandRun.of(arguments);
    }

    private static long[] hotIds(Bundle bundle, String table) {
        return bundle.order(bundle.manifest().table(table))
                .map(RowOrder::hotIds)
                .orElse(new long[0]);
    }

    @Test
    void writesABundleWithTheHotIdsOfTheProfile() throws IOException {
        CommandRun run = reorder(model, "hot", profile("clicks", USER, ITEM, TERM));

        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines())
                .containsExactly(
                        "table       rows  hot rows  of accesses",
                        "user      20,000         0  -",
                        "item       8,000         4  70.0%",
                        "category      40         0  -",
                        "term       5,000         2  50.0%",
                        directory.resolve("hot")
                                + ": 2 of 4 tables in a new order; it is another bundle: plan and pack it anew");
        Bundle hot = Bundle.open(directory.resolve("hot"));
        hot.verifyChecksums(bytes -> {});
        assertThat(hotIds(hot, "item")).containsExactly(7000, 3, 4, 12);
        assertThat(hotIds(hot, "term")).containsExactly(1, 0);
        assertThat(hotIds(hot, "user")).isEmpty();
        assertThat(hot.fingerprint()).isNotEqualTo(Bundle.open(model).fingerprint());
        assertThat(hot.manifest().tables())
                .extracting(table -> table.withOrder(null))
                .isEqualTo(Bundle.open(model).manifest().tables());
    }

    @Test
    void scoresAsTheBundleThatItCameFrom() throws IOException {
        reorder(model, "hot", profile("clicks", ITEM, TERM));
        Bundle hot = Bundle.open(directory.resolve("hot"));
        List<GoldenLine> golden = GoldenRequests.read(hot.manifest(), directory.resolve("hot/golden.ndjson"));

        try (LocalScorer after = LocalScorer.open(hot);
                LocalScorer before = LocalScorer.open(Bundle.open(model))) {
            for (GoldenLine line : golden.subList(0, 10)) {
                assertThat(after.score(line.request())).containsExactly(before.score(line.request()));
            }
        }
    }

    @Test
    void linksTheFilesOfTheManifestAndCopiesOthers() throws IOException {
        reorder(model, "hot", profile("clicks", ITEM));

        for (BundleFile file : Bundle.open(model).manifest().files()) {
            assertThat(Files.isSameFile(
                            model.resolve(file.path()), directory.resolve("hot").resolve(file.path())))
                    .isTrue();
        }
        Path golden = directory.resolve("hot/golden.ndjson");
        assertThat(golden).hasSameBinaryContentAs(model.resolve("golden.ndjson"));
        assertThat(Files.isSameFile(golden, model.resolve("golden.ndjson"))).isFalse();
    }

    @Test
    void takesNoMoreHotRowsThanAskedFor() throws IOException {
        CommandRun run = reorder(model, "hot", profile("clicks", ITEM, TERM), "--hot-rows", 3);

        assertThat(run.out()).contains("item       8,000         3  60.0%", "term       5,000         2  50.0%");
        assertThat(hotIds(Bundle.open(directory.resolve("hot")), "item")).containsExactly(7000, 3, 4);
    }

    @Test
    void replacesOrdersAndKeepsThoseOfTablesWithoutHotIds() throws IOException {
        reorder(model, "hot", profile("clicks", ITEM, TERM));

        CommandRun run = reorder(directory.resolve("hot"), "again", profile("clicks", table("item", "5, 6"), USER));

        assertThat(run.out()).contains("item       8,000         2  50.0%", "term       5,000         2  kept");
        Bundle again = Bundle.open(directory.resolve("again"));
        again.verifyChecksums(bytes -> {});
        assertThat(hotIds(again, "item")).containsExactly(5, 6);
        assertThat(hotIds(again, "term")).containsExactly(1, 0);
        assertThat(again.manifest().files())
                .hasSize(Bundle.open(model).manifest().files().size() + 1);
        assertThat(again.manifest().table("term").order())
                .isEqualTo(new OrderSpec(2, "tables/orders.safetensors", "term"));
    }

    @Test
    void leavesAFileOfTheSameNameInPeace() throws IOException {
        Files.writeString(model.resolve("tables/orders.safetensors"), "notes");

        reorder(model, "hot", profile("clicks", ITEM));

        assertThat(directory.resolve("hot/tables/orders.safetensors")).hasContent("notes");
        assertThat(hotIds(Bundle.open(directory.resolve("hot")), "item")).hasSize(4);
    }

    @Test
    void keepsOrdersWhenTablesAreQuantised() throws IOException {
        reorder(model, "hot", profile("clicks", ITEM, TERM));
        Path out = directory.resolve("int8");

        CommandRun run =
                CommandRun.of("quantize", "--model", directory.resolve("hot"), "--dtype", "int8", "--out", out);

        assertThat(run.err()).isEmpty();
        Bundle quantised = Bundle.open(out);
        quantised.verifyChecksums(bytes -> {});
        assertThat(hotIds(quantised, "item")).containsExactly(7000, 3, 4, 12);
        assertThat(quantised.manifest().tables())
                .extracting(TableSpec::order)
                .isEqualTo(Bundle.open(directory.resolve("hot")).manifest().tables().stream()
                        .map(TableSpec::order)
                        .toList());
    }

    @Test
    void isShownInBundlesAndPackedDirectories() throws IOException {
        Path hot = directory.resolve("hot");
        Path plan = directory.resolve("plan.json");
        Path packed = directory.resolve("packed");
        reorder(model, "hot", profile("clicks", ITEM));
        CommandRun.of("plan", "--model", hot, "--shards", 2, "--out", plan);
        assertThat(CommandRun.of("pack", "--model", hot, "--plan", plan, "--out", packed)
                        .err())
                .isEmpty();

        assertThat(CommandRun.of("inspect", hot).out())
                .contains("hot rows")
                .containsPattern("item +8,000 +32 +float32 +1,024,000 +4 +tables")
                .containsPattern("user +20,000 +32 +float32 +2,560,000 +0 +tables");
        assertThat(CommandRun.of("inspect", hot, "--json").out()).contains("\"hotRows\" : 4");
        assertThat(CommandRun.of("inspect", packed).out()).contains("hot rows").containsPattern("(?m)^  item .* 4$");
        assertThat(CommandRun.of("inspect", packed, "--json").out()).contains("\"file\" : \"table-1.order\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            drm1   | item | 1    | model: 'drm1' (expected: 'clicks', the bundle's name)
            clicks | page | 1    | tables: 'page' (expected: a table of model 'clicks')
            clicks | item | 8000 | tables['item'].hotIds[0]: 8000 (expected: 0 to 7999)
            clicks | item | 4,-1 | tables['item'].hotIds[1]: -1 (expected: 0 to 7999)
            clicks | item | 4,9,4 | tables['item'].hotIds[2]: 4 occurs twice, first at 0 (expected: distinct ids)
            clicks | item | ``   | tables: no hotIds (expected: hot ids of at least one table)
            clicks | item | 1.5  | tables[0].hotIds[0]:
            """)
    void refusesProfilesThatDoNotFit(String name, String table, String hotIds, String message) throws IOException {
        Path profile = profile(name, table(table, hotIds));

        CommandRun run = reorder(model, "hot", profile, "--hot-rows", 1);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("outrank: " + profile + ": " + message);
        assertThat(directory.resolve("hot")).doesNotExist();
    }

    @Test
    void refusesWhatItCannotDoInOneLine() throws IOException {
        Path profile = profile("clicks", ITEM);
        assertThat(reorder(model, "hot", profile, "--hot-rows", 0).err())
                .isEqualToIgnoringNewLines("outrank: hot-rows: 0 (expected: at least 1)");
        assertThat(reorder(model, "clicks", profile).err()).contains("a directory that is not empty");
        assertThat(reorder(model, "hot", directory.resolve("absent.json")).err())
                .contains("absent.json: not readable");
        assertThat(reorder(directory.resolve("absent"), "hot", profile).err()).contains("absent: missing");
        assertThat(directory.resolve("hot")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0.25", "2, 0.5", "4, 0.7", "8, 1", "100, 1"})
    void readsSharesOffTheCurve(long rows, double share) {
        List<CurvePoint> curve = List.of(new CurvePoint(2, 0.5), new CurvePoint(6, 0.9), new CurvePoint(8, 1));

        assertThat(ReorderReport.share(curve, rows)).isEqualTo(share);
        assertThat(ReorderReport.share(List.of(), rows)).isZero();
    }
}
