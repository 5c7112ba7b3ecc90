package dev.outrank.embedding.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.embedding.PackedModel;
import dev.outrank.embedding.shard.LoadedVersion;
import dev.outrank.embedding.shard.ShardCatalog;
import dev.outrank.embedding.shard.ShardCatalogs;
import dev.outrank.embedding.shard.ShardGeneration;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The meters of two tables, of which one may have its own. */
final class TableLoadsTests {

    private static final String USERS = "users";
    private static final String ITEMS = "items";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TableLoads loads = new TableLoads(registry, 1);
    private ShardCatalog catalog;
    private ShardGeneration leased;
    private LoadedVersion version;

    @BeforeEach
    void load(@TempDir Path directory) {
        catalog = ShardCatalogs.serving(PackedModel.pack(directory, "clicks", 1), "1");
        leased = catalog.lease();
        version = leased.versions().iterator().next();
    }

    @AfterEach
    void close() {
        leased.close();
        catalog.close();
    }

    private void look(int table, long ids) {
        look(table, ids, 0, true, false);
    }

    private void look(int table, long ids, int defaulted, boolean last, boolean sampled) {
        long[] all = LongStream.range(0, ids).toArray();
        Bags bags = Bags.ofLengths(new int[] {all.length}, all, null);
        loads.of(version).add(table, bags, defaulted, last);
        if (sampled) {
            loads.of(version).sample(table, bags);
        }
    }

    private double count(String meter, String table) {
        return registry.get("outrank.embedding.table." + meter)
                .tags("model", "clicks", "version", "1", "table", table)
                .counter()
                .count();
    }

    private @Nullable Counter ids(String table) {
        return registry.find("outrank.embedding.table.ids").tag("table", table).counter();
    }

    @Test
    void countsALookupOnceAndTheIdsOfAllItsParts() {
        look(PackedModel.USERS, 3, 1, false, false);
        look(PackedModel.USERS, 4, 2, true, false);
        loads.publish();
        loads.publish();

        assertThat(count("lookups", USERS)).isEqualTo(1);
        assertThat(count("ids", USERS)).isEqualTo(7);
        assertThat(count("defaulted.ids", USERS)).isEqualTo(3);
    }

    @Test
    void namesWhatComesWhileThereIsRoomAndCountsTheRestAsOne() {
        look(PackedModel.USERS, 3);
        loads.publish();
        look(PackedModel.ITEMS, 5);
        loads.publish();

        assertThat(count("ids", USERS)).isEqualTo(3);
        assertThat(count("ids", TableLoads.OTHER)).isEqualTo(5);
        assertThat(ids(ITEMS)).isNull();
    }

    @Test
    void namesTheTablesWithTheMostIdsOfTheLastMinute() {
        look(PackedModel.USERS, 3);
        loads.publish();
        look(PackedModel.ITEMS, 5);
        loads.endMinute();
        look(PackedModel.USERS, 2);
        look(PackedModel.ITEMS, 7);
        loads.publish();

        assertThat(ids(USERS)).isNull();
        assertThat(count("ids", ITEMS)).isEqualTo(7);
        assertThat(count("ids", TableLoads.OTHER)).as("grows on").isEqualTo(5 + 2);
    }

    @Test
    void keepsTheNameOfATableThatIsHardlyBehind() {
        look(PackedModel.USERS, 9);
        loads.publish();
        look(PackedModel.ITEMS, 10);
        loads.endMinute();

        assertThat(ids(USERS)).isNotNull();
        assertThat(ids(ITEMS)).isNull();
    }

    @Test
    void estimatesTheDistinctIdsOfTheSampleOfAMinute() {
        look(PackedModel.USERS, 1000, 0, true, true);
        look(PackedModel.USERS, 900, 0, true, true);
        look(PackedModel.USERS, 5000, 0, true, false);
        look(PackedModel.ITEMS, 10, 0, true, true);
        loads.endMinute();

        assertThat(distinct(USERS)).isCloseTo(1000, within(100.0));
        assertThat(distinct(TableLoads.OTHER)).isCloseTo(10, within(1.0));

        loads.endMinute();
        assertThat(distinct(USERS)).isZero();
    }

    private double distinct(String table) {
        return registry.get("outrank.embedding.table.distinct")
                .tag("table", table)
                .gauge()
                .value();
    }

    @Test
    void forgetsTheMetersOfAVersionThatLeft() {
        look(PackedModel.USERS, 3);
        look(PackedModel.ITEMS, 3);
        loads.publish();
        loads.keepOnly(Set.of(version.key()));
        assertThat(registry.getMeters()).isNotEmpty();

        loads.keepOnly(Set.of());
        loads.publish();
        assertThat(registry.getMeters()).isEmpty();
    }
}
