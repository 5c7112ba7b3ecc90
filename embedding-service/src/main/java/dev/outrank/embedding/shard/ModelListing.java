package dev.outrank.embedding.shard;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What is loaded, for people and for ranking replicas: the answer of {@code GET /models}.
 *
 * @param shard the index of the shard that this process serves
 * @param applied whether the registry was heard yet
 * @param loaded versions that answer lookups
 * @param failed versions that could not be loaded
 */
record ModelListing(int shard, boolean applied, List<Loaded> loaded, List<Failed> failed) {

    /**
     * A version that answers lookups.
     *
     * @param fingerprint of bundle, plan and shard, 16 hexadecimal digits
     * @param tables the tables' names, in the order of their indices in frames
     */
    record Loaded(
            String model,
            String version,
            int shardCount,
            String fingerprint,
            long mappedBytes,
            long copiedBytes,
            List<String> tables) {

        static Loaded of(LoadedVersion version) {
            return new Loaded(
                    version.key().model(),
                    version.key().version(),
                    version.header().shardCount(),
                    HexFormat.of().toHexDigits(version.header().fingerprint()),
                    version.mappedBytes(),
                    version.copiedBytes(),
                    version.header().tables().stream()
                            .map(table -> table.table())
                            .toList());
        }
    }

    /** A version that could not be loaded. */
    record Failed(String model, String version, String reason) {}

    /** Returns the listing. May block: its lease may be the last of a generation, whose tables are unmapped then. */
    static ModelListing of(ShardCatalog catalog) {
        List<Loaded> loaded = new ArrayList<>();
        try (ShardGeneration generation = catalog.lease()) {
            generation.versions().forEach(version -> loaded.add(Loaded.of(version)));
        }
        List<Failed> failed = catalog.failed().stream()
                .map(failure -> new Failed(failure.key().model(), failure.key().version(), failure.reason()))
                .toList();
        return new ModelListing(catalog.shard(), catalog.applied(), loaded, failed);
    }
}
