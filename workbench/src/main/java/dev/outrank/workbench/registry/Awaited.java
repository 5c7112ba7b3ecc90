package dev.outrank.workbench.registry;

import dev.outrank.registry.VersionEntry;
import dev.outrank.registry.report.VersionReport;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a version that is loading waits for, for people.
 *
 * @param model its model
 * @param entry what the registry has of it
 * @param shards of its plan
 */
record Awaited(String model, VersionEntry entry, int shards) {

    /** Returns what live instances lack. */
    String in(List<LiveReplica> live) {
        List<String> missing = new ArrayList<>();
        List<LiveReplica> rankings =
                live.stream().filter(LiveReplica::isRanking).toList();
        addMissing(missing, "a ranking", rankings);
        boolean alone = !rankings.isEmpty()
                && rankings.stream().allMatch(ranking -> ranking.report().singular());
        for (int shard = 0; shard < shards && !alone; shard++) {
            addMissing(missing, "shard " + shard, ofShard(live, shard));
        }
        return missing.isEmpty() ? "the registry to see that all have it" : String.join("; ", missing);
    }

    private List<LiveReplica> ofShard(List<LiveReplica> live, int shard) {
        List<String> holders = entry.holders();
        return live.stream()
                .filter(replica ->
                        Integer.valueOf(shard).equals(replica.report().shard()))
                .filter(replica -> holders == null || holders.contains(replica.instance()))
                .toList();
    }

    private void addMissing(List<String> missing, String what, List<LiveReplica> instances) {
        if (instances.isEmpty()) {
            missing.add(what + (entry.holders() == null ? ": no live one reports" : ": no replica's turn yet"));
            return;
        }
        String lacking = instances.stream()
                .filter(replica -> !said(replica).equals("LOADED"))
                .map(replica -> replica.instance() + " " + said(replica))
                .collect(Collectors.joining(", "));
        if (!lacking.isEmpty()) {
            missing.add(what + ": " + lacking);
        }
    }

    private String said(LiveReplica replica) {
        return replica.version(model, entry.version()).map(Awaited::text).orElse("has not heard of it");
    }

    private static String text(VersionReport report) {
        return report.reason() == null ? report.state().name() : report.state() + " (" + report.reason() + ")";
    }
}
