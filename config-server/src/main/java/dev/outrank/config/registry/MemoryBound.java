package dev.outrank.config.registry;

import dev.outrank.config.report.LiveReplica;
import dev.outrank.registry.MemoryMode;
import dev.outrank.registry.VersionEntry;
import dev.outrank.registry.report.MemoryReport;
import java.util.List;

/**
 * Whether the replicas have room for a version. A bound, not a promise: what is loaded meanwhile counts later, where it is loaded.
 *
 * @param version to be loaded
 * @param shards what it consists of
 * @param replicas those that report
 */
record MemoryBound(VersionEntry version, List<ShardFacts> shards, List<LiveReplica> replicas) {

    private static final int FEWEST_TO_EXCHANGE = 2;

    /**
     * Refuses a version for which there is no room, and returns whether replicas must take turns for it.
     *
     * @param active the shards of the version that is replaced, or stays beside it
     * @throws ConflictException naming shard, instance, and the bytes that are needed and free
     */
    boolean requireRoom(String model, List<ShardFacts> active) {
        if (version.memoryMode() == MemoryMode.BESIDE) {
            requireRoomBeside(model);
            return false;
        }
        for (ShardFacts shard : shards) {
            long count = ofShard(shard).size();
            if (count < FEWEST_TO_EXCHANGE) {
                throw new ConflictException(
                        subject(model) + ": shard " + shard.shard() + " has " + count
                                + " live replicas (expected: at least " + FEWEST_TO_EXCHANGE
                                + ", to exchange one while another answers; start more, or register it with memoryMode BESIDE)");
            }
            long returned = active.stream()
                    .filter(held -> held.shard() == shard.shard())
                    .mapToLong(ShardFacts::bytes)
                    .sum();
            ofShard(shard).forEach(replica -> requireRoom(model, shard, replica, returned));
        }
        return true;
    }

    /**
     * Refuses a version for which there is no room beside what is loaded.
     *
     * @throws ConflictException naming shard, instance, and the bytes that are needed and free
     */
    void requireRoomBeside(String model) {
        shards.forEach(shard -> ofShard(shard).forEach(replica -> requireRoom(model, shard, replica, 0)));
    }

    private List<LiveReplica> ofShard(ShardFacts shard) {
        return replicas.stream()
                .filter(replica -> replica.servesShard(shard.shard()))
                .toList();
    }

    private void requireRoom(String model, ShardFacts shard, LiveReplica replica, long returned) {
        MemoryReport memory = replica.report().memory();
        boolean there = replica.version(model, version.version())
                .filter(report -> shard.fingerprint().equals(report.fingerprint()))
                .isPresent();
        if (memory == null || there) {
            return;
        }
        long free = memory.freeBytes() + returned;
        if (shard.bytes() > free) {
            throw new ConflictException(subject(model) + ": shard " + shard.shard() + " needs " + shard.bytes()
                    + " bytes, " + replica.instance() + " has " + free + " of " + memory.limitBytes()
                    + " (expected: room; retire versions that are kept, give the replica more memory"
                    + (version.memoryMode() == MemoryMode.BESIDE ? ", or register with memoryMode REPLACE)" : ")"));
        }
    }

    private String subject(String model) {
        return "version: '" + version.version() + "' of model '" + model + "'";
    }
}
