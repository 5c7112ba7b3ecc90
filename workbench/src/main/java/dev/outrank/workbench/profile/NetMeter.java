package dev.outrank.workbench.profile;

import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.NetSpec;
import dev.outrank.bundle.manifest.SparseFeature;
import dev.outrank.bundle.manifest.TableSpec;
import dev.outrank.planner.traffic.NetShare;
import dev.outrank.planner.traffic.NetTraffic;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Counts what requests ask for the nets, and which nets come together. Not thread-safe. */
final class NetMeter {

    private final Manifest manifest;
    private final List<NetSpec> nets;
    private final List<Set<String>> features;
    private final List<LookupCounts> lookups;
    private final long[][] together;

    NetMeter(Manifest manifest) {
        this.manifest = manifest;
        this.nets = manifest.nets();
        this.features = nets.stream().map(net -> features(net, manifest)).toList();
        this.lookups = nets.stream().map(net -> LookupCounts.ofIds()).toList();
        this.together = new long[nets.size()][nets.size()];
    }

    private static Set<String> features(NetSpec net, Manifest manifest) {
        Set<String> sources = net.inputs().stream()
                .flatMap(input -> input.sources().stream())
                .collect(Collectors.toUnmodifiableSet());
        return manifest.features().sparse().stream()
                .map(SparseFeature::name)
                .filter(sources::contains)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the nets that read a feature, in the manifest's order. */
    List<String> readers(String feature) {
        return IntStream.range(0, nets.size())
                .filter(net -> features.get(net).contains(feature))
                .mapToObj(net -> nets.get(net).name())
                .toList();
    }

    /**
     * Counts a request.
     *
     * @param meters in the order of {@code ids}
     * @param ids of each feature in the request
     */
    void add(List<FeatureMeter> meters, int[] ids) {
        long[] sums = new long[nets.size()];
        for (int i = 0; i < ids.length; i++) {
            for (int net = 0; net < sums.length; net++) {
                if (features.get(net).contains(meters.get(i).feature())) {
                    sums[net] += ids[i];
                }
            }
        }
        for (int net = 0; net < sums.length; net++) {
            lookups.get(net).add((double) sums[net]);
            for (int other = 0; other < sums.length; other++) {
                if (sums[net] > 0 && sums[other] > 0) {
                    together[net][other]++;
                }
            }
        }
    }

    List<NetTraffic> traffic(long requests) {
        return IntStream.range(0, nets.size())
                .mapToObj(net -> traffic(net, (double) requests))
                .toList();
    }

    private NetTraffic traffic(int net, double requests) {
        return new NetTraffic(
                nets.get(net).name(),
                nets.get(net).scope(),
                tables(net),
                lookups.get(net).summary(),
                together[net][net] / requests,
                IntStream.range(0, nets.size())
                        .mapToObj(other -> new NetShare(nets.get(other).name(), together[net][other] / requests))
                        .toList());
    }

    private List<String> tables(int net) {
        Set<String> read = manifest.features().sparse().stream()
                .filter(feature -> features.get(net).contains(feature.name()))
                .map(SparseFeature::table)
                .collect(Collectors.toUnmodifiableSet());
        return manifest.tables().stream()
                .map(TableSpec::name)
                .filter(read::contains)
                .toList();
    }
}
