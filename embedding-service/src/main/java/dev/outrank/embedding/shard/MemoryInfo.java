package dev.outrank.embedding.shard;

import dev.outrank.bundle.memory.Residency;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/** Tells in {@code /actuator/info} how the rows of each version are held, and why. */
final class MemoryInfo implements InfoContributor {

    private final ShardCatalog catalog;
    private final TableResidency residency;

    MemoryInfo(ShardCatalog catalog, TableResidency residency) {
        this.catalog = catalog;
        this.residency = residency;
    }

    /**
     * The rows of one version.
     *
     * @param mode {@code mapped} or {@code copied}
     */
    record Rows(String mode, boolean locked, long bytes, String reason) {

        static Rows of(LoadedVersion version) {
            return new Rows(
                    version.memory().mode(),
                    version.memory().locked(),
                    version.rowsBytes(),
                    version.memory().reason());
        }
    }

    /** All rows of this process. */
    record Memory(long residentBytes, long hugePageBytes, Map<String, Rows> versions) {}

    @Override
    public void contribute(Info.Builder builder) {
        Map<String, Rows> versions = new LinkedHashMap<>();
        try (ShardGeneration generation = catalog.lease()) {
            generation.versions().forEach(version -> versions.put(version.key().toString(), Rows.of(version)));
        }
        Residency latest = residency.latest();
        builder.withDetail("memory", new Memory(latest.residentBytes(), latest.hugePageBytes(), versions));
    }
}
