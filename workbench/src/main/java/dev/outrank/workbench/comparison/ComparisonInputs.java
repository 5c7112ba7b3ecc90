package dev.outrank.workbench.comparison;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.jspecify.annotations.Nullable;

/**
 * What was compared, and for which machines and requests.
 *
 * @param model the model's name
 * @param source where its shape comes from, for people: a bundle, or a workload and its scale
 * @param tables how many
 * @param tableBytes packed bytes of all tables, as shards store them
 * @param profile where what requests ask comes from, for people
 * @param calibration where the costs of work come from, for people
 * @param roundTripMicros what the network adds to a call
 * @param requestsPerSecond the rate that is served
 * @param rate where it comes from, for people
 * @param utilisation the share of the time that a core should work at most, by which replicas were sized
 * @param shardsSized whether replicas of shards were sized by it, as those of ranking were; else they were given
 * @param coresPerProcess of ranking and of each shard's replica
 * @param processBytes memory of a process besides its tables
 * @param maxShardBytes the most that a shard may hold; absent without a limit
 */
public record ComparisonInputs(
        String model,
        String source,
        int tables,
        long tableBytes,
        String profile,
        String calibration,
        double roundTripMicros,
        double requestsPerSecond,
        String rate,
        double utilisation,
        boolean shardsSized,
        int coresPerProcess,
        long processBytes,
        @JsonInclude(Include.NON_NULL) @Nullable Long maxShardBytes) {}
